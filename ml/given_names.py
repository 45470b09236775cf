"""Given names of Indonesia, and which of them are words, too.

A name is masked after a cue word when it stands here or is no everyday word; without a cue only a
sure one is. Names that are also everyday words (Indah, Jaya, Mawar) stand in neither list's certain
part: they need a cue and a capital letter.
"""

from ml.names import words

GIVEN_NAMES: frozenset[str] = words(
    """
    aan abdul abdullah abdurrahman abidin achmad acong acun ade adel adelia adi adinda adit aditya
    adnan afif afrida afriyanti afrizal afung agnes agung agus agustina agustinus ahmad ahong aida
    ainun aisyah aji akbar akhmad akiong akmal alamsyah aldi alesha alex alfian alfin alfina
    alfino alfred ali aliang alif alimin aling aliong alvaro alvin alya amalia amanda ambarita
    amei amel amelia amelya amin aminah amir amira amiruddin amirudin amoy ana anam ananda andi
    andika andre andreas andri andrian anggi anggiat anggraeni anggraini anggun ani anies anik
    anindya anisa anita anna annisa anton antonius anwar apin apriani apriyanto aqila ardana ardi
    ardian ardiansyah ari ariani arief arif arifin arimbawa arini aris aritonang arkan arkana
    arman armansyah arnawa arshaka arsya arsyad artawan arya aseng asep asih asiong asmara asnah
    asril asrul astawa astika astri astuti asun atek athar athaya atika atikah aulia aulya aurel
    ayong ayu ayunda azalea azhar azis aziz azizah azka azmi azwar azzahra azzahwa azzam badrun
    bagas bagaskara baharuddin baharudin bahtiar bambang baso basri basuki bayu bella benediktus
    beni benny berlian berliana bernadeta bernadus bianca binsar bintang blasius bobby boby bonar
    bonaran bryan budi budianto budiarta budiarto budiasa budiman budiono budiyono burhan
    burhanudin butarbutar calista candra carkim carmin carsini casman cecep celine chairul chandra
    chelsea chika choirul christina cindy citra clara dadah dadan dadang dafa daffa dahlan dalijo
    daliman dalimunthe damanik damar dameria dani daniel danu darkum darma darman darmanto
    darmawan darmawati darmayasa darmilah darmin darmini darmono darmuji darren darsih darsinah
    darsini darso darsono dartini darto darwis daryanto daryati daryono dasiman dasiyem daulay
    davin davina dayat dede dedeh deden dedi dedy dela delfi deni denny desi desmawati desrizal
    dessy desti destri deswita devano devi devina dewanti dewi dhani dian diana dicky didik didin
    diki dimas dina dinar dinda dini dirga dita diyah djoko dodi dominggus donatus doni donny
    dortea dudung dumaria dwi edi edy efendi effendi eka eko elang elis elisa elisabet elisabeth
    ella elly elsa elvano elvina elvira ely eman emanuel emi encep endah endang endra engkos eni
    entin enung epul erika erlangga erlina ermawati erna ernawati erni ernita erus erwan erwin
    ester esti eti euis eva evi evita fabian fadhil fadil fadli fahmi fahri fahrudin fahrul faisal
    fajar fajri fakhri fani fanny farah farhan farid farida faris fathan fathia fathur fatimah
    fatma fatmawati fauzan fauzi fauziah febby febri febriana febriansyah febrianti feby felicia
    felix fendi feni fenny ferdi ferdian ferdinan ferdinand ferdinandus ferina ferry fidel fikri
    filipus fira firman firmansyah fitri fitria fitriana fitriani florentina fransina fransiska
    fransiskus fredi gabriel gatot gavin geri ghani ghina gilang giman gimin gina ginah ginanjar
    ginda ginem ginting giska gita gito giyanto giyatno giyem gomgom goreti gregorius gultom
    gunadi gunardi gunarto gunawan guntur gusti hadi haeruddin haerudin hafidz hafiz hafizh haikal
    halimah halomoan hamdan hamdani hamid hamidah hamzah hana handayani handoko hani hanif hanifah
    hanna harahap hardi hariadi harianto harini haris hariyanto harjo harmoko harsono harsoyo
    hartadi hartati hartini hartono hartoyo harun haryadi haryanto haryati haryono hasan hasanah
    hasanuddin hasanudin hasbi hasibuan hasim hasnah hasnawati hasni hasniah hasriani hasyim haura
    helmi hendarsin hendarto hendi hendra hendratno hendrawan hendri hendrik hendrikus hendro
    hendry heni henny hera herawati heri heriyanto herlina herlince herman hermanto hermawan herry
    heru herwanto heryanto hesti hesty hidayat hidayati hidayatullah hilda hilman hilmi hironimus
    hisar hotma hotmaida hotman hotmian humaira husein husin husna hutabarat hutagalung hutapea
    hutasoit hutasuhut ibnu ibrahim ida idris ignasius iis ijah ika ikbal ikhsan ikhwan ilham
    ilyas imah imam iman imanuel imas imron ina inara indra indrawan indrawati indri indriani
    inggrid inka intan iqbal irawan irawati irfan irma irsan irwan irwansyah isah ismail isnaini
    istiqomah ita itoh ivan iwan iyan izzah jaelani jaenal jafar jajang jajat jamal jamaluddin
    jamaludin jamhari jamhuri jamilah jani jarwo jasman jasmin jason jaswadi jauhari jazuli jefri
    jeni jenny jessica jhonny jihan jimmy johan johannes joice joko jonathan jonggi joni jonny
    jono juariah juhari juliana julianto jumadi jumanto jumari jumarni jumi jumiati juminah
    juminten jumirah jumiran jumiyem jumono junaedi junaedy junaidi juni juwari juwariyah juwita
    juwono kadek kadir kaila kamal kamaruddin kamil kania karim karin karina karman karmila karmin
    karmini karno karsih karsiman karso karsono kartijo kartika kartiman kartinah kartini karto
    karyadi karyo karyono kasiem kasih kasim kasiyanto kasiyati kasmadi kasman kasmi kasmin
    kasmini kasmirah kasmo kasmuri kasno katiman katinah katinem katmi katno kayla keenan keisha
    kertayasa ketut kevin keyla kezia khadijah khairul khairunnisa khalid khalisa khanza khoirul
    khoirunnisa khotimah kiara kiki kinan kinanti kiong kipli kirana kirman kirno klara koko kokom
    komang komar komariah komarudin kornelis kosasih krisna krisnawati kristin kristina kurnia
    kurniasih kurniawan kurniawati kusdianto kusmanto kusmiati kusnadi kusnanto kusno kusrini
    kusuma kusumo kuswandi kuswanto kuswati kwee lahmuddin laila lailatul lala lamhot lamtiur lani
    lanny laras larasati lasiman lasinem lasma lasmi lasmini lasono lastri latif latifah latisha
    laurensius legiman leginah legino legiyem leni leonardus lestari lestiyo lia lidia lidya liem
    lili liliana lilik lilis lilyana lina linda lintang liong lisa listiani livia lodia lubis
    lucas ludovikus luh lukas lukman lulu luluk lumbangaol lumbantoruan luna lusi lusiana lutfi
    lutfiah luthfi lydia made magdalena maharani mahayasa mahendra mahfud mahfudz mahmud mahmudah
    maimunah maisaroh makmun maksum malik malika maman manaek manahan manalu mangapul mangasi
    mangatur manik mansur mansyur manullang manurung mappa marbun marcel mardi mardiansyah
    mardiono mardiyah mardiyanto marfuah margareta margaretha marhaban marhamah maria mariam
    mariana mariani marikem marini mario mariyah markum markus marlena marlina marlini marni
    marojahan marpaung marpuah marsih marsinah marsinem marsiti marsono marsudi martha martina
    martinah martini martinus marto martono marudut maruli marwan marwati marwiyah marwoto maryadi
    maryam maryamah maryani maryati maryatun maryono marzuki masduki mashuri masitoh maskur
    maslikah masnun masrukin masrur masruri masruroh masykur matius matondang matsani mattola
    maulana maulida mawaddah maya mayasari mega megawati meilan meilani meilin meiling meimei
    meisya melati melda meli meliana melinda melisa melkianus meri merry mertayasa mertha mesiyem
    meylin mijan mikael mikaila mila milla mimi mimin mira mirna mirza misbah misna misnah misnan
    misnawati misran misri misrun mistar mita mitro mochamad mochammad mohamad mohammad mona
    monica monika muawanah muchlis mudrikah muflih mugiyono muhaimin muhamad muhammad muhidin
    muhlis muhtadi muhtadin muhtar muhtarom mujahid mujahidin muji mujiati mujiem mujiman mujinah
    mujinem mujiono mujito mujiyo mukhlas mukhlis mukhsin mukhtar mukidi mukiyo muklis mukmin
    mulyadi mulyadin mulyana mulyani mulyanto mulyati mulyawan mulyono mumun munah munandar
    munasir munawar munawaroh munif munir muntaha muntasir munthe munzir murjani murni murniati
    mursid mursidi mursinah murtado murtini muryani muryati musa musdalifah musinah muslih
    muslimah muslimat muslimin musriah musrifah mustafa mustakim mustaqim musthofa mustofa mutia
    mutiara muttaqin muzakki myesha nababan nabil nabila nadeak nadhira nadia nadine nadira nadya
    nafisah naibaho naila nainggolan najwa nanang nanda nandang nani nanik napitupulu narendra
    narti naryo nashir nasikhah nasikin nasir nasrudin nasrul nasrullah nasution nasya natalia
    natasha nathan naufal naura nawawi nayla nazarudin nazwa neneng nengah neni nesya netty ngadi
    ngadiman ngadimin ngadinah ngadinem ngadino ngadiono ngadiran ngadiyem ngatijan ngatijo
    ngatiman ngatinah ngatinem ngatini ngatino ngatiyem ngatmi ngatmin ngatno ngurah nia niki
    nikodemus nila nina nindya ningsih nining nisa nita njoo nofi nofita nofrizal norma nova novi
    novia novianti novita nugraha nugroho nunik nunung nur nuraeni nuraini nurasiah nurbaini
    nurbaiti nurdiana nurdiansyah nurdianto nurdin nurfadilah nurfitri nurhadi nurhalimah nurhasan
    nurhasanah nurhayani nurhayat nurhayati nurhidayah nurholis nuril nurjanah nurjannah nurkhamid
    nurkhasanah nurkholis nurlaila nurlela nurlis nurma nurmala nurmalasari nurman nurmi nurrohman
    nursalim nursanti nursiah nurul nurwahid nurwanto nurwati nuryani nuryanto nuryati nyoman
    odang oei okta oktavia oktaviana oktaviani oktovianus olivia onah orpa otong ovi pademo paijan
    paijo paikem paiman paimin paimo paimun painah painem pairah pairan pairin pakpahan pandiangan
    pandu pangaribuan pangat panggabean panjaitan panji pardede pardi pardjo pariyem parjan
    parjiyem parjo parlin parlindungan parman parmin parno parsih parsini parsiyah partahi partama
    parti parto parulian parwata paryanti paryono pasaribu pasha pastika pasya patimah patonah
    paulina paulus pawiro perangin petrus pinem pipin pipit pohan poltak ponco ponidi ponijo
    poniman ponimin ponirah poniran poniyah poniyem poniyo prabowo pradana pramono pranoto prapto
    prasetya prasetyo pratama pratiwi prayitno prayogo priska prita priyanto priyo priyono puji
    pujiati pujiono pulungan puput purba purnama purnomo purwadi purwanto purwati purwo puspawati
    puspita puspitasari puteri putra putri putu qiandra qomariah qonita quin quinsha rabiah
    rachman rachmat rachmawati raden rafael raffi rafi raharjo rahayu rahma rahmadani rahmadi
    rahman rahmat rahmawati rahmi raihan raihana rais rajagukguk raka rakiman rama ramadani
    ramadhan ramadhani rambe ramdan ramdani ramlah ramli randi randy rangga rangkuti rani ranti
    rara rasidi rasiman rasmin rasmini rastini rasya rasyid rasyidin ratih ratinem ratmi ratmini
    ratna ratnasari raudah ravindra rayyan regina regita reihan renata rendi reni renny reno rere
    resa resti retno reva revan rewa reyhan reza rezki rhea rhoma ria rian ricky rico ridho ridwan
    rifai rifan rifki rifqi rika rikardus riki riko rina rini rinto rio risa riska riski risma
    rismaini rismawati rita ritonga rivaldi riyan riyanti riyanto riza rizal rizka rizki rizky
    rizqi rizqy robby robert robi rofiah rofiq rohadi rohana rohani rohaya rohayah rohayati rohim
    rohimah rohimin rohmah rohman rohmat roida rokayah rokhim rolando romlah romli roni ronny rosa
    rosalia rosana rosda rosdiah rosdiana rosida rosidah rosidi rosita rosmaida rosmala rosmanidar
    rosmawati rosmiati rosmini rosnani rosnawati rosni rosyadi rosyid rosyidah rotua royan ruben
    rubinah rubiyah rubiyem rudi rudianto rudy rukiman rukiyah rukmana rukmini rully rumaisa
    ruminah rumini ruminten rumiyati rumsiah rusdi rusdiana ruslan ruslani rusli ruslina rusmala
    rusman rusmanto rusmiati rusmini rusnah rusno ruspita rustam rustini ruswandi rusyanto ryan
    sabar sabila sabrina sadali sadia sadikin sadiman sadinem sadiyah sadiyo saefuddin saefudin
    saepudin safira safitri saginem sahala sahara saharuddin sahlan sahroni sahrudin sahrul saidah
    saifuddin saifudin saiful saifullah saiman sainah sainem sakha sakinah sakiran sakiyem
    salahuddin salahudin salamah salamun saleh salim salimah salma salmah salman salsa salsabil
    salsabila salwa samad samidah samidi samidjo samijan saminah samini samino samirah samiran
    samiyati samiyem samosir samsiah samsiar samsir samsudin samsul samsuri samuel samuri sandi
    sandiman sandra sanem sangadah sanjaya sanmiarja santi santosa santoso sanusi sapardi
    saparudin sapto sapuan saputra saputri saragi saragih sarbini sardi sardjono sari sariati
    sarijan sarijo sariman sarimin sarinah sarinem sarip saripah saripan saripudin sariyah sariyem
    sarjito sarjiyem sarjono sarkam sarkawi sarkiyah sarman sarmi sarmidi sarmin sarno sartika
    sartini sarto sartono sarwo sarwono saryanto saryati saryono sasa satiman satimin satinah
    satini satirah satiyem satria satrio sawal sawiyah sayem sayuti sayuto sebayang sefti sekar
    selamet selfina sella selly selvi sembiring seno septi septia septian septiana septinus
    setiadi setiawan setiawati setiono setyawan setyo setyowati shafa shaka shakira shanum sheila
    shella sherly shifa shinta shireen sholeh sholihah sholihin siagian siahaan sianipar sianturi
    sidabutar sidal sidauruk sien sigit sihombing sihotang sija sijan silaban silalahi silitonga
    silvester silvi silvia simamora simanjuntak simanullang simarmata simatupang simbolon
    simorangkir simson simun sinaga sinambela sinem sinta sinurat siprianus sirait siregar sisca
    siska siswadi siswandi siswanto siswo siswoyo sitanggang sitepu siti sitinjak sitompul sitorus
    sitti situmeang situmorang slamet sobari sobirin sobri sodik sodikin soegeng soeharto sofyan
    sokip soleh solekan solihat solihin solikin sondang sony sonya sopian sopiyah sormin sri
    srimulyani srinatun stefani stefanus stephanus stevanus suardana suarjana suarta suastika
    subagio subagyo subandi subardi subarjo subarkah subekti subhan subiyanto subroto sudana
    sudarmaji sudarman sudarmi sudarmin sudarmo sudarno sudarsana sudarso sudarsono sudarto
    sudaryanto sudiana sudiarta sudibyo sudiman sudiono sudirman sudiro sudiyono sudjono sudrajad
    sudrajat sugeng sugianto sugiarta sugiarti sugiarto sugiman sugimin suginem sugini sugiono
    sugito sugiyanto sugiyono suhadi suhaemi suhaeni suhaeri suhaili suhaimi suhana suhandi
    suhardi suhardiman suharjo suharjono suharno suharsono suhartati suharti suhartini suharto
    suhartono suharyanto suharyo suhendar suhendra suhendri suheri suherman suhermin suherni
    sujadi sujana sujarwo sujatmiko sujiati sujiman sujinah sujiyem sujoko sujono sukamti sukamto
    sukardi sukarja sukarman sukarmin sukarno sukarsih sukarta sukarti sukartini sukasih sukayasa
    sukendar sukendro sukerta sukesih sukidi sukijan sukiman sukimin sukinah sukini sukiran
    sukirman sukirno sukiswo sukiyem sukiyo sukma sukmana sukmawati sukri sulaiman sulami sulastri
    sulis sulistiani sulistiono sulistiyo sulistyawati sulistyo sulistyowati suliyem sumadi sumaji
    sumanto sumantri sumar sumardi sumardjo sumarji sumarlin sumarmi sumarmin sumarmo sumarna
    sumarni sumarno sumarsono sumarti sumartini sumartono sumarwan sumarwoto sumaryono sumerta
    sumiati sumijan suminah sumini suminto sumirah sumiran sumitro sumiyati sumiyem sunandar
    sunardi sunarno sunarsih sunarti sunarto sunaryo sundari sungkono supadi supandi supangat
    suparjan suparjo suparman suparmi suparmin suparmo suparno suparta suparti supartini suparto
    supatmi supinah supini supiyah supiyati supono supoyo suprapti suprapto supratman suprayitno
    suprayogi supri supriadi suprih suprihati suprihatin supriono supriyadi supriyanto supriyati
    supriyatin supriyono suradal suradi surahman surani suranto surasa surati suratinah suratiyem
    suratman suratmin suratno surbakti surip suripto surono suroto surti surya suryadi suryana
    suryani suryanto suryat suryati suryawan suryo suryono susan susana susanti susanto susi
    susiana susiati susilawati susilo susilowati susiyanti susmiati sutaji sutama sutanto sutarjo
    sutarman sutarmi sutarno sutarti sutaryo sutaryono suteja sutejo sutiah sutikno sutiman
    sutinah sutinem sutini sutirah sutisna sutiyah sutiyem sutiyono sutomo sutopo sutoyo sutrisno
    suwaji suwandi suwanto suwardi suwarjo suwarjono suwarna suwarni suwarno suwarsih suwarso
    suwarti suwarto suwendra suwito suwitra suwondo suyadi suyamto suyanti suyanto suyat suyati
    suyatmi suyatmin suyatno suyitno suyono syafei syafii syafril syafrizal syafruddin syafrudin
    syahbudin syahid syahrial syahril syahruddin syahrul syaifuddin syaifudin syaiful syakila
    syakir syakira syamsuddin syamsudin syamsul syamsuri syarif syarifah syarifuddin syarifudin
    syifa syukri syukron tabrani tagor tahir tajuddin talita tambunan tamin tampubolon tamrin tan
    tania tarigan tarjo tarman tarmin tarminah tarmini tarmizi tarmo tarsih tarsiman tarsini
    tarsono taryati taryono tasman tasmi tasmiyati tasmo tasriah tasrif tasripin tasya tatang
    tatik taufan taufik taufiq taufiqurrahman teddy tedja tegar teguh tejo tenri tere thalia
    thamrin theodorus theresia thio thoha thomas tia tiara tiarma tiffani tiffany tigor tika timan
    timotius tini tino titi titik titin titus tiur tiurma tiwi tjahjono tjandra tjoa tobing togar
    togi tohari tohir tohirin tolib tomi tommy tongam toni tono topik toto totok toyib tri triana
    trianto trini trisnawati trisno triyanto triyatno triyono tugiman tugimin tugino tugiran
    tugiyem tugiyo tukijan tukijo tukimah tukiman tukimin tukinem tukino tukiran tukirin tukiyem
    tukiyo tukul tumijan tumijo tumin tuminah tuminem tumini tumino tumirah tumiran tumpal turiman
    turino turiyah turmudi turnip turyadi turyati turyono tuti tutik uce ucok udi udin udjang
    ujang ukat ulfa ulfah ulil ulina umar umaroh umaruddin umi untung usamah usman uswatun utami
    utomo uum uus uyung vanesa vanessa vania vanya varel vera veri vero veronika vicky vidya
    viktor vina vino vinsensius viona vira vita vito vivi vivin wagiman wagimin wagini wagino
    wagirah wagiran wagiyem wagiyo wahab wahid wahidin wahyono wahyu wahyudi wahyudianto wahyudin
    wahyuni wahyuningrum wahyuningsih wakhid wakidi wakijo wakinah wakinem waluyati waluyo wanda
    wardiman wardoyo wariyem warsa warsidi warsiman warsinah warsinem warsini warsiti warsito
    warsiyem warsono warti wartini waryono wasiman wasini wasiran wasis wasito wati wawan wawang
    wawat wayan welas wibisono wibowo wicaksono widada widana widayat widi widia widianto
    widiastuti widiyanto widnyana widodo widuri widya widyastuti widyawati wiguna wijana wijaya
    wijayakusuma wijayanti wijayanto wiji wildan wilhelmina willy wina winarni winarno winarsih
    winarti winda windi windy wirama wiranata wiranto wiratno wirawan wirya wiryo wito wiwik wiwin
    wiyanto wiyarti wiyatno wiyono wongso wulan wulandari xavier yadi yadin yahmin yahya yakobus
    yakub yana yani yanti yanto yanuar yanuarti yasa yasin yasir yasmadi yasmi yasmin yasmine
    yatemi yati yatiman yatinem yatmi yatno yatun yaya yayan yayat yayuk yazid yeldi yemima yeni
    yenny yeremia yermias yesi yessi yessy yeyen yoga yogi yohana yohanes yohanis yola yolanda
    yonas yonatan yono yosafat yosef yosep yoseph yosi yosia yoyok yublina yudana yudha yudhi yudi
    yuhana yulfi yuli yulia yuliana yuliance yuliani yulianti yulianto yuliati yuliawati yulistia
    yulistiani yulita yulius yunani yunanto yuni yuniar yuniarti yuniarto yuniati yunika yunita
    yunus yusak yusi yuslinar yusmaini yusman yusmaniar yusnani yusnelly yusnidar yusnimar yusnita
    yusra yusran yusri yusriadi yusril yusron yusuf yusup yuswanto yuyun zaenab zaenal zaenuddin
    zaenuri zafran zahara zahira zahra zahri zahwa zaidan zainab zainal zaini zainuddin zainudin
    zainul zainuri zakaria zaki zakiah zakir zalfa zamhari zamroni zamzami zarkasi zarkoni zaskia
    zidan zivana zubaedah zubaidah zubir zuhdi zuhri zulaiha zulaikah zulaikha zulfa zulfahmi
    zulfan zulfikar zulhadi zulhairi zulham zulkarnaen zulkarnain zulkifli zulkifly zulkipli
    zumaroh zuraida zuraidah
    """
)

AMBIGUOUS_NAMES: frozenset[str] = words(
    """
    aan acong ade agung aira aji akbar ali alif amin ana anam ananda anda ani apik ari arsya asri
    ayu bagas baso bayu beni berlian bintang budi budiman candra citra dadah damai damar darma
    dayat dede didik dina dini dwi eka elang endah eti fajar ferry fitri gede gilang guntur gusti
    hadi harini ida ilham imah imam iman ina intan ita juni kamal kamil kartini kasih kasman
    kirana koko kusuma laras lestari lintang lulu made malik manik mario maya mega melati mila
    mimi muji munir murni mustaqim mutiara nia niki nur nurul oki pandu panji parno pipit prima
    puji purnama putra putri putu raden rahmat rais raka rama ramadan ramadhan rani rasya ratu
    reni reno ria ridho robert rohani sabar sakinah salsa samosir sandi santi sari satria sekar
    selamet seno setia sholeh sija slamet soekarno soleh sudirman sugeng sukarno suprapto surati
    surip surya tan tarigan tegar teguh tia tika titi titik tobing topik toto tri udi umi untung
    utami uus wahid wahyu wasis wati welas wulan yasin
    """
)
"""Names that are also words, places or so short that only a cue word makes them a name."""

SECOND_NAMES: frozenset[str] = words(
    """
    sari putri putra utami lestari kusuma ayu wulan fitri rahmat akbar ramadhan ramadan pandu prima
    kirana candra tarigan samosir satria purnama surya maya dewi aji hadi ramadhani aulia
    """
)
"""Names so common behind another that they need no capital there ("rina sari")."""
