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
status: وضعیت | وضعیت ثبت نام | وضعیت ثبت‌نام | وضعیت پرداخت
presence: حضور | حضور و غیاب | حاضر | شرکت کرده | وضعیت حضور | وضعیت شرکت
minutes: مدت | مدت حضور | مدت حضور (دقیقه)
sessions: جلسات | نشست ها
access: دسترسی
`}, {"ar", `
name 1: الاسم الكامل | الاسم بالكامل | الاسم الثلاثي | الاسم الرباعي
bare: الاسم | اسم
given: الاسم الأول
middle: اسم الأب | اسم الجد | اسم الوالد | الاسم الأوسط | الاسم الثاني | الاسم الثالث
family: اسم العائلة | اللقب | الكنية
name_local: الاسم بالعربية | الاسم العربي
email 1: البريد الإلكتروني | البريد الالكتروني | الإيميل
organisation: المؤسسة | المنظمة | الشركة | الجهة | جهة العمل | الجامعة
position: المنصب | المسمى الوظيفي | الوظيفة
country: البلد | الدولة | الجنسية
language: اللغة
role: الدور
status: الحالة | حالة التسجيل
presence: الحضور | حالة الحضور
minutes: المدة | مدة الحضور
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
presence: נוכחות | נכח
submitted: חותמת זמן
`},
}

var headersSouthAsian = []headerWords{
	{"hi", `
name 1: पूरा नाम
bare: नाम
given: पहला नाम
middle: मध्य नाम
family: उपनाम
email 1: ईमेल
organisation: संस्था | संगठन
country: देश
presence: उपस्थिति | उपस्थिति स्थिति | हाज़िरी
`}, {"bn", `
bare: নাম
name 1: পুরো নাম
email 1: ইমেইল | ইমেল
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
presence: การเข้าร่วม | สถานะการเข้าร่วม | สถานะการลงทะเบียน
`}, {"vi", `
name 1: họ và tên | họ tên | tên đầy đủ
bare: tên
family: họ | họ và tên đệm
middle: tên đệm | chữ lót | tên lót
email 1: thư điện tử | địa chỉ email
organisation: tổ chức | đơn vị | công ty | cơ quan
position: chức vụ | chức danh
country: quốc gia
presence: tham dự | có mặt | trạng thái tham dự | điểm danh
status: trạng thái | tình trạng | trạng thái đăng ký
`}, {"id", `
name 1: nama lengkap | nama peserta
bare: nama
given: nama depan
family: nama belakang
middle: nama tengah
email 1: alamat email | surel
organisation: instansi | perusahaan | asal instansi | lembaga
position: jabatan | pekerjaan
country: negara
presence: kehadiran | hadir | status kehadiran | absensi | presensi
minutes: durasi
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
position: 役職 | 職名
country: 国 | 国名
language: 言語
role: 役割
role 1: 参加区分
status: ステータス | 申込状況 | 参加状況
presence: 出席 | 出欠 | 参加 | 来場 | チェックイン | 出欠状況 | 参加状況（当日） | 出席状況
minutes: 参加時間 | 期間 | 時間(分) | 滞在時間
submitted: タイムスタンプ
`}, {"zh", `
id: 编号 | 參加者編號 | 学号
name 1: 姓名 | 真实姓名 | 参会人姓名
bare: 名字
name_local: 中文姓名 | 中文名
email 1: 电子邮件 | 电子邮箱 | 邮箱 | 電子郵件 | 電郵
organisation: 单位 | 單位 | 公司 | 工作单位 | 学校 | 機構 | 单位名称
position: 职位 | 職位 | 职务 | 职称 | 職稱
country: 国籍 | 国家 | 國家
role: 角色
status: 状态 | 狀態 | 报名状态
presence: 出席 | 签到 | 簽到 | 签到时间 | 出席情况 | 签到状态 | 簽到狀態 | 出勤 | 是否到场 | 是否参加
minutes: 时长 | 時長 | 参会时长
submitted: 时间戳记 | 提交时间
`}, {"ko", `
name 1: 성명 | 성함
name_local: 한글 이름
bare: 이름
family: 성
email 1: 이메일 | 이메일 주소
organisation: 소속 | 회사 | 소속기관
position: 직책 | 직위
country: 국가
role: 역할
status: 상태
presence: 출석 | 참석 | 참석여부 | 참석 여부 | 출석 여부 | 출결
minutes: 참여 시간
submitted: 타임스탬프
`},
}
