package roster

// Headers of lists in the languages of western, southern and eastern Asia.

var headersRightToLeft = []headerWords{
	{"fa", `
id: شناسه | کد | کد ملی | شماره دانشجویی
name 1: نام کامل | نام و نام خانوادگی | نام و فامیل | نام و فامیلی | نام و نام‌خانوادگی | نام خانوادگی و نام
bare: نام
given: نام کوچک
family: نام خانوادگی | فامیلی | نام‌خانوادگی
name_local: نام به فارسی | نام فارسی | نام و نام خانوادگی به فارسی
email 1: ایمیل | پست الکترونیک | رایانامه | پست الکترونیکی | آدرس ایمیل
organisation: سازمان | شرکت | موسسه | محل کار | دانشگاه | نام سازمان
position: سمت | پست سازمانی | شغل
country: کشور
language: زبان
role: نقش
role 1: دسته | نوع شرکت
status: وضعیت | وضعیت ثبت نام | وضعیت ثبت‌نام | وضعیت پرداخت | وضعیت تایید | وضعیت ثبت‌نام شما | وضعیت درخواست
presence: حضور | حضور و غیاب | حاضر | شرکت کرده | وضعیت حضور | وضعیت شرکت | حضور در دوره | حاضر/غایب | حاضر / غایب | وضعیت حضور و غیاب | اسکن شده | ورود ثبت شده
minutes: مدت | مدت حضور | مدت حضور (دقیقه) | مدت زمان حضور | دقیقه
sessions: جلسات | نشست ها
access: دسترسی
submitted: مهر زمان | مُهر زمانی
`}, {"ar", `
name 1: الاسم الكامل | الاسم بالكامل | الاسم الثلاثي | الاسم الرباعي | الاسم الثلاثي أو الرباعي | اسم المشارك | اسم المتدرب | اسم الطالب | الاسم الكامل (كما سيظهر في الشهادة) | الاسم كاملا
bare: الاسم | اسم
given: الاسم الأول | اسم الطالب الأول
middle: اسم الأب | اسم الجد | اسم الوالد | الاسم الأوسط | الاسم الثاني | الاسم الثالث | الأب | الجد | اسم والد | اسم جد
family: اسم العائلة | اللقب | الكنية | العائلة | اسم العائله | الاسم الأخير | الشهرة
name_local: الاسم بالعربية | الاسم العربي
email 1: البريد الإلكتروني | البريد الالكتروني | الإيميل | البريد | الايميل | البريد الالكترونى | عنوان البريد الإلكتروني
organisation: المؤسسة | المنظمة | الشركة | الجهة | جهة العمل | الجامعة
organisation 1: مكان العمل | اسم الجهة | الكلية | المدرسة | الجهة التابع لها | المنشأة
position: المنصب | المسمى الوظيفي | الوظيفة
country: البلد | الدولة | الجنسية
language: اللغة
role: الدور
status: الحالة | حالة التسجيل | الوضع | حالة الطلب | حالة الدفع | حالة المشارك | حالة الاشتراك
presence: الحضور | حالة الحضور | الحضور والغياب | حضر | حاضر/غائب | تم الحضور | تسجيل الحضور | تم المسح | تم تسجيل الدخول
minutes: المدة | مدة الحضور | مدة الاجتماع | الدقائق
sessions: الجلسات
submitted: الطابع الزمني
`}, {"ur", `
name 1: پورا نام
`}, {"he", `
name 1: שם מלא | שם פרטי ומשפחה
bare: שם
given: שם פרטי
family: שם משפחה
middle: שם אמצעי
email 1: דוא"ל | אימייל | כתובת דוא"ל | דואר אלקטרוני
organisation: ארגון | חברה | מוסד
position: תפקיד
country: מדינה | ארץ
presence: נוכחות | נכח | נכח/ה | הגיע | סטטוס נוכחות
submitted: חותמת זמן
status: סטטוס | סטטוס הרשמה | מצב הרשמה
minutes: משך
`},
}

var headersSouthAsian = []headerWords{
	{"hi", `
name 1: पूरा नाम | प्रतिभागी का नाम | प्रतिभागी नाम | छात्र का नाम | नाम (पूरा)
bare: नाम
given: पहला नाम | प्रथम नाम
middle: मध्य नाम
family: उपनाम | कुलनाम | अंतिम नाम | सरनेम
email 1: ईमेल | ईमेल पता | ई-मेल | इमेल
organisation: संस्था | संगठन
organisation 1: संस्थान | संस्थान का नाम | संस्था का नाम | विश्वविद्यालय | महाविद्यालय | विद्यालय | कंपनी | विभाग/संस्थान
country: देश
presence: उपस्थिति | उपस्थिति स्थिति | हाज़िरी | उपस्थित | हाजिरी
position: पद | पदनाम | पेशा
language: भाषा
role: भूमिका
role 1: श्रेणी | वर्ग
status: स्थिति | पंजीकरण स्थिति | पंजीकरण की स्थिति
minutes: अवधि | अवधि (मिनट)
submitted: टाइमस्टैम्प | समय चिह्न
`}, {"am", `
name 1: ሙሉ ስም | የተሳታፊ ስም
bare: ስም
family: የአባት ስም
family_2: የአያት ስም
email 1: ኢሜይል | ኢሜል
organisation: ድርጅት | ተቋም | መስሪያ ቤት
position: የሥራ ድርሻ | ኃላፊነት
country: ሀገር | አገር
presence: መገኘት | ተገኝቷል
status: ሁኔታ
`}, {"bn", `
bare: নাম
name 1: পুরো নাম
email 1: ইমেইল | ইমেল
position: পদবি | পদ
presence: উপস্থিতি
status: অবস্থা
submitted: টাইমস্ট্যাম্প
organisation 1: প্রতিষ্ঠান | প্রতিষ্ঠানের নাম | সংস্থা
`}, {"th", `
name 1: ชื่อ-นามสกุล | ชื่อ-สกุล | ชื่อ นามสกุล
bare: ชื่อ
given: ชื่อจริง
family: นามสกุล
middle: ชื่อกลาง
email 1: อีเมล
organisation: องค์กร | หน่วยงาน | บริษัท
position: ตำแหน่ง
country: ประเทศ
presence: การเข้าร่วม | สถานะการเข้าร่วม | สถานะการลงทะเบียน | เช็คอิน | การเข้าเรียน | เข้าร่วม | เช็คอินแล้ว
status: สถานะ | สถานะการสมัคร | สถานะการชำระเงิน
minutes: ระยะเวลา
submitted: ประทับเวลา
`}, {"vi", `
name 1: họ và tên | họ tên | tên đầy đủ | họ và tên (in trên chứng nhận) | họ & tên | họ tên đầy đủ | họ và tên đầy đủ
bare: tên
family: họ | họ và tên đệm | họ và tên lót | họ và chữ lót | họ đệm | họ và đệm | họ lót
middle: tên đệm | chữ lót | tên lót
email 1: thư điện tử | địa chỉ email
organisation: tổ chức | đơn vị | công ty | cơ quan
organisation 1: đơn vị công tác | nơi công tác | trường | trường học | tên đơn vị | cơ quan công tác
position: chức vụ | chức danh
country: quốc gia
presence: tham dự | có mặt | trạng thái tham dự | điểm danh | trạng thái điểm danh | đã tham dự | tham gia | hiện diện | đã check-in | đã điểm danh | đã quét
status: trạng thái | tình trạng | trạng thái đăng ký | trạng thái thanh toán | tình trạng đăng ký | xác nhận tham dự
given: tên riêng
minutes: thời lượng | thời gian tham dự | thời lượng (phút)
submitted: dấu thời gian
`}, {"id", `
name 1: nama lengkap | nama peserta | nama lengkap (untuk sertifikat) | nama lengkap beserta gelar | nama lengkap dan gelar
bare: nama
given: nama depan
family: nama belakang
middle: nama tengah
email 1: alamat email | surel | alamat e-mail | email aktif | alamat surel
organisation: instansi | perusahaan | asal instansi | lembaga
organisation 1: instansi/universitas | asal sekolah | universitas | institusi | asal universitas | nama instansi | asal institusi | sekolah | unit kerja | instansi asal | nama perusahaan
position: jabatan | pekerjaan
country: negara
presence: kehadiran | hadir | status kehadiran | absensi | presensi | status hadir | daftar hadir | keterangan kehadiran | kehadiran peserta | keterangan hadir | sudah check-in | sudah hadir | discan
minutes: durasi | durasi (menit) | lama kehadiran | durasi rapat
honorific: gelar depan
status: status pendaftaran | status registrasi | status peserta | status pembayaran | status konfirmasi
submitted: stempel waktu | cap waktu
`},
}

var headersEastAsian = []headerWords{
	{"ja", `
id: 参加者ID | 受付番号
name 1: 氏名 | お名前 | 名前 | 参加者名
bare: 名
name_local: 漢字氏名
given: お名前(名) | 名(ローマ字)
family: 姓 | 苗字 | お名前(姓) | 姓(ローマ字)
email 1: メールアドレス | メール
organisation: 所属 | 単位 | 会社名 | 勤務先 | 所属機関 | 大学名
organisation 1: ご所属 | 御所属 | 学校名 | 企業名 | 団体名 | 機関名
position: 役職 | 職名
country: 国 | 国名
language: 言語
role: 役割
role 1: 参加区分
status: ステータス | 申込状況 | 参加状況 | 申込ステータス | 参加ステータス | お申込み状況 | 支払状況 | 承認状況 | 申込状態
presence: 出席 | 出欠 | 参加 | 来場 | チェックイン | 出欠状況 | 参加状況（当日） | 出席状況 | 来場状況 | 受付状況 | 出席の有無 | 参加の有無 | チェックイン状況 | 出欠確認 | チェックイン日時 | 受付日時 | 入場状況 | 出席ステータス | 入場ステータス | チェックイン済み | 受付済み
minutes: 参加時間 | 期間 | 時間(分) | 滞在時間 | 会議の期間 | 参加時間(分) | 視聴時間
submitted: タイムスタンプ
`}, {"zh", `
id: 编号 | 參加者編號 | 学号
name 1: 姓名（原始姓名） | 姓名（原名） | 名称（原始名称） | 名稱（原始名稱） | 用户名（原名） | 姓名 | 真实姓名 | 参会人姓名 | 姓名(中文) | 学员姓名 | 參加者姓名 | 参会者姓名 | 學員姓名
bare: 名字
name_local: 中文姓名 | 中文名
email 1: 电子邮件 | 电子邮箱 | 邮箱 | 電子郵件 | 電郵 | 电子邮箱地址 | 邮箱地址 | 電子信箱 | 電子郵件地址 | 信箱
organisation: 单位 | 單位 | 公司 | 工作单位 | 学校 | 機構 | 单位名称
organisation 1: 服務單位 | 任职单位 | 院校 | 工作單位 | 所在单位 | 学校/单位 | 單位名稱 | 公司名称 | 服务单位 | 學校 | 學校名稱 | 服務機關 | 公司名稱
position: 职位 | 職位 | 职务 | 职称 | 職稱
country: 国籍 | 国家 | 國家
role: 角色
status: 状态 | 狀態 | 报名状态 | 報名狀態 | 审核状态 | 審核狀態 | 缴费状态 | 繳費狀態 | 订单状态 | 支付状态 | 审核结果 | 錄取狀態
presence: 出席 | 签到 | 簽到 | 签到时间 | 出席情况 | 签到状态 | 簽到狀態 | 出勤 | 是否到场 | 是否参加 | 出席狀況 | 考勤 | 考勤状态 | 是否签到 | 是否出席 | 到场情况 | 报到 | 報到 | 出席状态 | 签到情况 | 是否到會 | 报到状态 | 報到狀態 | 报到时间 | 報到時間 | 入场状态 | 入場狀態 | 入場時間 | 是否簽到 | 已签到 | 已簽到
minutes: 时长 | 時長 | 参会时长 | 会议时长 | 参会时长(分钟) | 在线时长 | 观看时长 | 會議時長
submitted: 时间戳记 | 提交时间
`}, {"ko", `
name 1: 성명 | 성함 | 영문 성명 | 영문성명 | 영문명 | 참가자명 | 참석자명 | 참가자 이름
name_local: 한글 이름
bare: 이름
family: 성 | 영문 성 | 성(영문)
email 1: 이메일 | 이메일 주소
organisation: 소속 | 회사 | 소속기관
organisation 1: 기관명 | 회사명 | 학교
position: 직책 | 직위 | 직급
country: 국가
role: 역할
status: 상태 | 신청 상태 | 신청상태 | 접수 상태 | 접수상태 | 등록 상태 | 결제 상태 | 결제상태 | 승인 상태 | 참가 상태 | 신청현황 | 승인여부 | 결제여부
presence: 출석 | 참석 | 참석여부 | 참석 여부 | 출석 여부 | 출결 | 출석 상태 | 출석상태 | 참여 여부 | 참여여부 | 참가 여부 | 참가여부 | 출결 상태 | 출결상태 | 체크인 | 출석체크 | 체크인 여부 | 입장 여부
minutes: 기간(분) | 참여 시간 | 모임 시간 | 체류 시간 | 참여시간(분)
submitted: 타임스탬프
given: 영문 이름 | 영문이름 | 이름(영문)
`},
}
