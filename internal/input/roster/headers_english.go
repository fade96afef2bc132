package roster

// headersEnglish are the headers of exports and forms in English.
var headersEnglish = headerWords{"en", `
id: id | attendee id | participant id | registration id | registrant id | ticket id | api_id | guest id | reference | attendee uid | user id | member id | person id | person # | respondent id | delegate id | student id | ticket reference | record id | record id - contact
id 1: attendee # | attendee no. | attendee number | ID number | idnumber | participant number | registration number | delegate number | confirmation number | confirmation no. | confirmation code | issued ticket id
id 2: public id | barcode # | barcode | ticket code | ticket number | ticket no. | ticket # | uuid
order: order code | order # | order no. | order id | order number | order
order_line: position id

name: badge name | name on badge | name for badge | certificate name | name on certificate | name for certificate | English name | name in English | Latin name | name in Latin | name_latin | name (Latin) | name (English)
name 1: full name | your name | your full name | what is your name | what is your full name | attendee name | participant name | recipient name | student name | guest name | registrant name | delegate name | ticket holder name | holder name | name (original name) | user name (original name) | first and last name | first name and last name | name and surname | display name | last name first name | last name, first name | first name last name | first & last name | firstname lastname | surname and name | name of participant | name of attendee | name and last name | candidate name | trainee name | learner name | employee name | volunteer name | applicant name | awardee name | presenter name | author name | winner name | name of student | name of the participant | name of candidate | name of the candidate | complete name | name in full | full name (as per records) | name as per id
bare: name
given: first name | given name | given names | given | forename | forenames | firstname | attendee name: given name | attendee first name | first name(s) | christian name
family: last name | surname | surnames | family name | family | lastname | attendee name: family name | attendee last name | attendee surname | last name(s)
middle: middle name | middle names | middle name(s) | middle | middlename | middle initial | middle initials | m.i. | second name | additional name | additional names | other names | other name
infix: name infix | infix | prefix of family name | prefix of surname | surname prefix | last name prefix | family name prefix | name particle
patronymic: patronymic | patronymic name
family_2: second surname | second last name | second family name | mother's surname | maternal surname
suffix: suffix | name suffix | suffixes | generational suffix | individual suffix | post-nominals | post nominals | postnominals
honorific: prefix | salutation | honorific | academic title | name prefix | courtesy title | honorific prefix | individual prefix
title: title
name 7: student | students | learner | trainee | pupil
name 2: participant | attendee | delegate | registrant
name_local: local name | name local | name_local | native name | name native | name in local script | name in native script | name in own script | name in original script

email: attendee email | attendee e-mail | participant email | recipient email | guest email | registrant email | delegate email | ticket holder email | ticket holder email address | ticket email
email 1: email | e-mail | mail | email address | e-mail address | your email | your email address | user email | user name (original email) | email id | primary email | work email | e-mail 1 - value | email 1 - value
email 2: personal email | personal e-mail | private email | home email | secondary email | alternate email | other email | email 2
email 3: participant id (UPN) | UPN | user principal name
buyer_email: buyer email | order email | contact email | invoice email | billing email | purchaser email | purchaser email address | payer email | booker email | customer email | order contact email | buyer email address | order email address
organisation: organisation | organization | org | company | affiliation | institution | institute | employer | university | company name | organisation name | organization name | organization 1 - name | your organisation | your organization | company / organization | company / account | account name | current employer | associated company | ticket company name
organisation 1: college | school name | college name | university name | institution name | institute name | name of organisation | name of organization | name of institution | name of institute | name of the institution | name of company | workplace | agency | what company do you work for | which company do you work for | where do you work | which organisation do you represent | which organization do you represent | organisation represented | institution/company | department / agency
position: job title | position | designation | job | occupation | function | organization title | organization 1 - title | current position | ticket job title | role at organisation | role in organisation
country: country | nationality | country of residence | your country | country/region | country/region name | country name | mailing country
country 1: country code | country_code | home country | work country
language: language | name language | language of name
language 1: lang | preferred language
language 2: order locale | locale

role: role | badge role | attendee role
role 1: category | attendee type | participant type | registration type | registration form | attendee category | participant role | delegate type | badge type | attendee role type
role 2: ticket type | ticket name | ticket | ticket_name | product | product name | badge template | event ticket | fee level | ticket title | admission type
status: status | will you come | will you be there | attendee status | order status | registration state | registration status | approval_status | approval status | ticket status | rsvp | rsvp status | member status | campaign member status | participant status | attendance status | response status | invitation status | booking status | payment status | guest status | event status | participation status | attendee state | booking state | registration confirmed | application status | will you attend | will you be attending | are you attending | are you coming | rsvp response | invitee status | acceptance status | enrolment status | enrollment status | selection status | admission status
cancelled: void status | marked as no-show | marked no-show | no show | no-show | noshow | is no show | voided | void | cancelled | canceled | is cancelled | is canceled | refunded | cancelled at | canceled at | cancelled on | cancellation date
presence: checked in | did you attend | did attend | did they attend | has attended | have you attended | attended y/n | attended the course | attended course | attended the training | attended training | attended the workshop | attended workshop | participated | took part | were you there | was there | turned up | arrived | check ins | checked_in_at | attended | presence | check-in | checked-in | checkin | check in time | check-in time | check-in date | checked in at | attendance | present | check in | checked in? | attended? | attended event | attended (yes/no) | showed up | checkin status | check-in status | scanned | scanned at | attendance mark | was present | presence status | attended webinar | attended the event | attended session | checked-in at | signed in | sign in | sign-in | signed in at | sign in time | sign-in time | time in | arrival time | arrived at | time of arrival | here | here? | showed | scan time | scan status | scanning status | check in status | checked in by | attended? (y/n)
minutes: total duration (minutes) | total time in session | total time | total time attended | attendance time | total attendance time | time in call | length of stay | total minutes attended | duration (minutes) | minutes | time in session (minutes) | duration | in-meeting duration | time in session | time in meeting | attendance duration | webinar attendance duration | webinar duration | session duration | event attendance duration | time attended | time spent in session | total duration | minutes attended | attended minutes | time attended | time in event | duration attended | attendance minutes | total minutes | session duration | time spent | time in call (minutes) | minutes present | time present | total attendance (minutes)
sessions: sessions | session | workshops | workshop | sessions attended | session title
access: access | access areas | access zones | zones
submitted: timestamp | submission date | submitted at | submitted on | date submitted | submit date (utc) | submission time | response date | completion time | submitted | submission started
guests: guests | number of guests | plus ones | plus one | additional guests | companion | companions | companion name | name of companion | plus one name | name of plus one | guest names | names of guests | name of guest | accompanying person | accompanying persons | name of accompanying person | spouse | spouse name
`}
