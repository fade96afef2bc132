package roster

// Headers of lists in the languages of central and eastern Europe, and Turkish and Greek.

var headersSlavic = []headerWords{
	{"ru", `
id: номер участника | идентификатор
order: номер заказа
name 1: ФИО | полное имя | имя и фамилия | фамилия и имя | фамилия имя | фамилия, имя | фамилия имя отчество | фамилия, имя, отчество | Ф.И.О. | имя фамилия | имя участника | ФИО участника | ФИО полностью
bare: имя
given: имя участника (имя)
family: фамилия
patronymic: отчество | отчество (при наличии) | отчество (если есть)
email 1: электронная почта | адрес электронной почты | эл. почта | почта | электронный адрес
organisation: организация | компания | учреждение | фирма | место работы | вуз | университет
organisation 1: название организации | наименование организации | учебное заведение | школа
position: должность
country: страна
language: язык
role: роль
role 1: категория | тип участника | категория участника
role 2: тип билета | билет
status: состояние | статус | статус участника | статус заявки | статус регистрации | статус оплаты | статус регистрации участника | состояние заявки
presence: присутствие | присутствовал | явка | посещение | участие | статус участия | отметка о присутствии | присутствие на мероприятии | посещаемость | присутствует | посетил | отметка о явке | пришёл | пришел | отметка о входе | дата входа | время входа | отметка о посещении | вошел | вошёл | отмечен | отсканирован
minutes: длительность | продолжительность | длительность (минут) | продолжительность (минуты) | длительность собрания | продолжительность собрания | время участия | минуты
submitted: отметка времени
id 2: номер билета | № билета | код билета
`}, {"uk", `
name 1: ПІБ | прізвище та ім'я | прізвище ім'я по батькові | повне ім'я
bare: ім'я
family: прізвище
patronymic: по батькові
email 1: електронна пошта | електронна адреса | адреса електронної пошти
organisation: організація | установа | заклад | місце роботи
position: посада
country: країна
presence: присутність | участь | статус участі | відвідування | присутній | відвідуваність | відмічено | прийшов | відскановано
submitted: позначка часу
status: статус реєстрації | статус заявки | статус оплати
minutes: тривалість
`}, {"bg", `
name 1: име и фамилия | три имена
bare: име
middle: презиме | бащино име
email 1: имейл | електронна поща
organisation: институция
position: длъжност
country: държава
role: роля
presence: присъствие | сканиран | регистриран на място
`}, {"sr", `
name 1: име и презиме | ime i prezime
family: презиме (породично) | prezime
organisation: organizacija
country: država
`}, {"pl", `
id: numer uczestnika | nr uczestnika
order: numer zamówienia | nr zamówienia
name 1: nazwa (oryginalna nazwa) | imię i nazwisko | nazwisko i imię
given: imię | imiona | pierwsze imię
family: nazwisko
middle: drugie imię
email 1: adres e-mail | adres email
organisation: organizacja | organizacja (firma) | instytucja | nazwa firmy | uczelnia
organisation 1: nazwa organizacji | miejsce pracy | szkoła
position: stanowisko
country: kraj
presence: obecność | obecny | status obecności | udział | obecność na wydarzeniu | był obecny | obecny/a | frekwencja | zameldowany | zeskanowany | odprawiony | odprawa
status: status zgłoszenia | status rejestracji | stan | status uczestnika | status płatności | status | status zapisu
minutes: czas trwania | czas trwania (minuty) | czas trwania spotkania | czas uczestnictwa | minuty
submitted: sygnatura czasowa
role 2: rodzaj biletu | typ biletu | nazwa biletu
`}, {"cs", `
name 1: jméno a příjmení | celé jméno | příjmení a jméno
given: jméno | křestní jméno
family: příjmení
middle: druhé jméno | prostřední jméno
email 1: e-mailová adresa
organisation: organizace | instituce | společnost
position: pozice | pracovní pozice | funkce
country: země | stát
presence: účast | přítomen | docházka | stav účasti | přítomnost | dostavil se | přítomen/a | odbaveno | odbaven | naskenováno
minutes: doba trvání
submitted: časová značka
status: stav registrace | stav přihlášky | stav platby | stav účastníka
organisation 1: pracoviště | škola | zaměstnavatel
suffix: titul za | titul za jménem | titul za jménom
honorific: titul před | titul před jménem | titul | titul pred menom
`}, {"sk", `
name 1: meno a priezvisko
given: meno
family: priezvisko
organisation: organizácia | spoločnosť
presence: účasť | odbavené | naskenované
`}, {"hr", `
given: ime
email 1: e-pošta
organisation: ustanova | tvrtka
presence: prisutnost
`}, {"sl", `
name 1: ime in priimek
family: priimek
email 1: e-poštni naslov
`},
}

var headersEastern = []headerWords{
	{"hu", `
name 1: teljes név | vezetéknév és keresztnév | vezetéknév keresztnév
bare: név
given: keresztnév | utónév | utónevek | keresztnevek
family: vezetéknév | családnév | családi név
middle: második keresztnév | második utónév
email 1: e-mail cím | email cím
organisation: szervezet | cég | cégnév | munkahely | intézmény
organisation 1: szervezet neve | munkáltató | egyetem | iskola
position: beosztás | munkakör
country: ország
presence: jelenlét | jelen volt | megjelent | részvétel | jelenlét? | jelen | megjelenés | jelenléti állapot | becsekkolt | beléptetve | beléptetés
minutes: időtartam | értekezlet időtartama | jelenlét ideje
submitted: időbélyeg
honorific: előtag | titulus | megszólítás
status: státusz | állapot | regisztráció állapota | jelentkezés állapota | fizetési állapot | jelentkezés státusza
role: szerepkör
language: nyelv
`}, {"ro", `
name 1: nume complet | nume și prenume | prenume și nume | numele și prenumele
bare: nume
given: prenume
family: nume de familie
middle: al doilea prenume | prenume 2
email 1: adresă de e-mail | adresa de e-mail | adresa de email
organisation: organizație | organizația | instituția | instituție | companie
position: funcția | funcție
country: țara | țară
role: rolul
presence: prezență | prezent | participare | stare prezență | prezența | a participat | check-in efectuat | scanat
minutes: durată
status: starea înscrierii | stare înscriere | status înscriere | stare plată | stare
submitted: marcaj de timp | marcaj temporal
`}, {"el", `
name 1: ονοματεπώνυμο | πλήρες όνομα
bare: όνομα
family: επώνυμο
patronymic: πατρώνυμο
email 1: ηλεκτρονικό ταχυδρομείο | διεύθυνση ηλεκτρονικού ταχυδρομείου
organisation: οργανισμός | φορέας | εταιρεία
position: θέση | ιδιότητα
country: χώρα
presence: παρουσία | παρουσίες | συμμετοχή | κατάσταση παρουσίας | σαρώθηκε | έκανε check-in
status: κατάσταση | κατάσταση εγγραφής | κατάσταση πληρωμής
submitted: χρονική σήμανση
minutes: διάρκεια
`}, {"tr", `
name 1: ad soyad | adı soyadı | isim soyisim | ad ve soyad | ad-soyad | adınız soyadınız | isim soyad | tam ad
bare: ad | isim | adı
given: ön ad | ilk ad
family: soyad | soyadı | soyisim
middle: ikinci ad | ikinci isim | göbek adı
honorific: unvan (hitap) | hitap
email 1: e-posta | eposta | e-posta adresi
organisation: kuruluş | kurum | firma adı | şirket | üniversite | kurumu
organisation 1: okul | kurum adı | çalıştığı kurum | üniversitesi
position: görev | unvan | görevi | unvanı
country: ülke | ülkesi
presence: katılım | katıldı | yoklama | katılım durumu | katılım durumunuz | geldi mi | katıldı mı | devam durumu | katılım sağladı mı | yoklama durumu | devam | giriş yaptı mı | giriş yaptı | giriş yapıldı | okutuldu
status: durum | durumu | kayıt durumu | başvuru durumu | kayıt durumunuz | ödeme durumu | onay durumu
minutes: süre | süre (dakika) | toplam süre | toplantı süresi | toplantıdaki süre
submitted: zaman damgası
`}, {"lt", `
name 1: vardas ir pavardė | vardas pavardė
given: vardas
family: pavardė
email 1: el. paštas
organisation: organizacija (įstaiga) | įstaiga
`}, {"lv", `
name 1: vārds, uzvārds | vārds uzvārds | vārds un uzvārds
given: vārds
family: uzvārds
email 1: e-pasts
`}, {"et", `
name 1: ees- ja perekonnanimi | täisnimi
given: eesnimi
family: perekonnanimi | perenimi
email 1: e-posti aadress
`},
}
