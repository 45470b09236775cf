"""What leaves the portal as PDF, SVG, PNG or XLSX."""
