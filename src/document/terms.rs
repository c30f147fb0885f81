//! The words that an edition needs of its own, in the language of the edition: `Figure 2`, *Contents*.
//! Both backends take them from here.

use super::Lang;

macro_rules! terms {
    ($($(#[doc = $doc:literal])+ $field:ident,)+ ; $($constant:ident = [$($value:literal,)+];)+) => {
        /// The words of one language. Those with `{}` have a number or names in its place.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Terms {
            $($(#[doc = $doc])+ pub $field: &'static str,)+
            /// The digits of numbers that we set ourselves.
            pub digits: Digits,
        }

        impl Terms {
            const fn from_row(row: [&'static str; COUNT], digits: Digits) -> Self {
                let [$($field),+] = row;
                Self { $($field,)+ digits }
            }
        }

        const COUNT: usize = [$(stringify!($field)),+].len();

        $(const $constant: [&str; COUNT] = [$($value),+];)+
    };
}

/// The digits of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Digits {
    /// 0 1 2
    European,
    /// ٠ ١ ٢
    Arabic,
    /// ۰ ۱ ۲
    Persian,
}

impl Digits {
    /// A number in these digits.
    pub fn write(self, number: u64) -> String {
        let zero = match self {
            Self::European => return number.to_string(),
            Self::Arabic => '\u{660}',
            Self::Persian => '\u{6F0}',
        };
        number
            .to_string()
            .bytes()
            .filter_map(|digit| char::from_u32(u32::from(zero) + u32::from(digit - b'0')))
            .collect()
    }
}

terms! {
    /// The list of contents.
    contents,
    /// The notes of a chapter.
    notes,
    /// A chapter by its number.
    chapter_n,
    /// A part by its number.
    part_n,
    /// A figure.
    figure,
    /// A figure by its number.
    figure_n,
    /// A table.
    table,
    /// A table by its number.
    table_n,
    /// Between the last two of several names.
    and,
    /// Who wrote it.
    by_names,
    /// Who translated it.
    translated_by,
    /// Who edited it.
    edited_by,
    /// Who illustrated it.
    illustrated_by,
    /// Of an adapted work.
    adapted_from,
    /// The cover.
    cover,
    /// The title page.
    title_page,
    /// The copyright page.
    copyright_page,
    /// Where the text proper begins.
    start,
    /// An alert: useful to know.
    note,
    /// An alert: advice.
    tip,
    /// An alert: must be known.
    important,
    /// An alert: needs attention at once.
    warning,
    /// An alert: risks.
    caution,
    /// A page.
    page,
    /// The list of pages of the printed edition.
    pages,
    /// A footnote.
    footnote,
    /// The way back from a note to the text.
    back,
    /// Behind the title of a table that goes on from the page before.
    continued,
    ;
    EN = ["Contents", "Notes", "Chapter {}", "Part {}", "Figure", "Figure {}", "Table", "Table {}", "and", "by {}",
        "Translated by {}", "Edited by {}", "Illustrated by {}", "Adapted from", "Cover", "Title Page", "Copyright",
        "Start of Text", "Note", "Tip", "Important", "Warning", "Caution", "Page", "Pages", "Footnote", "Back to text",
        "continued",];
    DE = ["Inhalt", "Anmerkungen", "Kapitel {}", "Teil {}", "Abbildung", "Abbildung {}", "Tabelle", "Tabelle {}", "und", "von {}",
        "Übersetzt von {}", "Herausgegeben von {}", "Illustriert von {}", "Nach", "Umschlag", "Titelseite", "Impressum",
        "Textbeginn", "Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Seite", "Seiten", "Fußnote", "Zurück zum Text",
        "Fortsetzung",];
    FR = ["Table des matières", "Notes", "Chapitre {}", "Partie {}", "Figure", "Figure {}", "Tableau", "Tableau {}", "et", "par {}",
        "Traduit par {}", "Sous la direction de {}", "Illustré par {}", "D’après", "Couverture", "Page de titre", "Copyright",
        "Début du texte", "Note", "Conseil", "Important", "Avertissement", "Attention", "Page", "Pages", "Note de bas de page",
        "Retour au texte", "suite",];
    ES = ["Índice", "Notas", "Capítulo {}", "Parte {}", "Figura", "Figura {}", "Tabla", "Tabla {}", "y", "por {}",
        "Traducción de {}", "Edición de {}", "Ilustraciones de {}", "Adaptado de", "Cubierta", "Portada", "Créditos",
        "Inicio del texto", "Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Página", "Páginas", "Nota al pie",
        "Volver al texto", "continuación",];
    IT = ["Indice", "Note", "Capitolo {}", "Parte {}", "Figura", "Figura {}", "Tabella", "Tabella {}", "e", "di {}",
        "Traduzione di {}", "A cura di {}", "Illustrazioni di {}", "Tratto da", "Copertina", "Frontespizio", "Colophon",
        "Inizio del testo", "Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione", "Pagina", "Pagine",
        "Nota a piè di pagina", "Torna al testo", "continua",];
    PT = ["Sumário", "Notas", "Capítulo {}", "Parte {}", "Figura", "Figura {}", "Tabela", "Tabela {}", "e", "por {}",
        "Tradução de {}", "Edição de {}", "Ilustrações de {}", "Adaptado de", "Capa", "Folha de rosto", "Créditos",
        "Início do texto", "Nota", "Dica", "Importante", "Aviso", "Cuidado", "Página", "Páginas", "Nota de rodapé",
        "Voltar ao texto", "continuação",];
    NL = ["Inhoud", "Noten", "Hoofdstuk {}", "Deel {}", "Figuur", "Figuur {}", "Tabel", "Tabel {}", "en", "door {}",
        "Vertaald door {}", "Onder redactie van {}", "Geïllustreerd door {}", "Naar", "Omslag", "Titelpagina", "Colofon",
        "Begin van de tekst", "Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Pagina", "Pagina’s", "Voetnoot",
        "Terug naar de tekst", "vervolg",];
    SV = ["Innehåll", "Noter", "Kapitel {}", "Del {}", "Figur", "Figur {}", "Tabell", "Tabell {}", "och", "av {}",
        "Översättning av {}", "Redaktör {}", "Illustrationer av {}", "Efter", "Omslag", "Titelsida", "Upphovsrätt",
        "Textens början", "Observera", "Tips", "Viktigt", "Varning", "Försiktighet", "Sida", "Sidor", "Fotnot",
        "Tillbaka till texten", "forts.",];
    DA = ["Indhold", "Noter", "Kapitel {}", "Del {}", "Figur", "Figur {}", "Tabel", "Tabel {}", "og", "af {}",
        "Oversat af {}", "Redigeret af {}", "Illustreret af {}", "Efter", "Omslag", "Titelside", "Kolofon",
        "Tekstens begyndelse", "Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig", "Side", "Sider", "Fodnote",
        "Tilbage til teksten", "fortsat",];
    NB = ["Innhold", "Noter", "Kapittel {}", "Del {}", "Figur", "Figur {}", "Tabell", "Tabell {}", "og", "av {}",
        "Oversatt av {}", "Redigert av {}", "Illustrert av {}", "Etter", "Omslag", "Tittelside", "Kolofon",
        "Tekstens begynnelse", "Merk", "Tips", "Viktig", "Advarsel", "Forsiktig", "Side", "Sider", "Fotnote",
        "Tilbake til teksten", "forts.",];
    FI = ["Sisällys", "Viitteet", "Luku {}", "Osa {}", "Kuva", "Kuva {}", "Taulukko", "Taulukko {}", "ja", "{}",
        "Suomentanut {}", "Toimittanut {}", "Kuvittanut {}", "Mukaillen", "Kansi", "Nimiösivu", "Tekijänoikeudet",
        "Tekstin alku", "Huomautus", "Vinkki", "Tärkeää", "Varoitus", "Vaara", "Sivu", "Sivut", "Alaviite",
        "Takaisin tekstiin", "jatkuu",];
    PL = ["Spis treści", "Przypisy", "Rozdział {}", "Część {}", "Rysunek", "Rysunek {}", "Tabela", "Tabela {}", "i", "{}",
        "Przekład: {}", "Redakcja: {}", "Ilustracje: {}", "Na podstawie", "Okładka", "Strona tytułowa", "Prawa autorskie",
        "Początek tekstu", "Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie", "Strona", "Strony", "Przypis",
        "Powrót do tekstu", "cd.",];
    CS = ["Obsah", "Poznámky", "Kapitola {}", "Část {}", "Obrázek", "Obrázek {}", "Tabulka", "Tabulka {}", "a", "{}",
        "Překlad: {}", "Redakce: {}", "Ilustrace: {}", "Podle", "Obálka", "Titulní strana", "Tiráž",
        "Začátek textu", "Poznámka", "Tip", "Důležité", "Varování", "Pozor", "Strana", "Strany", "Poznámka pod čarou",
        "Zpět k textu", "pokračování",];
    HU = ["Tartalom", "Jegyzetek", "{}. fejezet", "{}. rész", "Ábra", "{}. ábra", "Táblázat", "{}. táblázat", "és", "{}",
        "Fordította: {}", "Szerkesztette: {}", "Illusztrálta: {}", "Forrás", "Borító", "Címlap", "Impresszum",
        "A szöveg kezdete", "Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Vigyázat", "Oldal", "Oldalak", "Lábjegyzet",
        "Vissza a szöveghez", "folytatás",];
    EL = ["Περιεχόμενα", "Σημειώσεις", "Κεφάλαιο {}", "Μέρος {}", "Εικόνα", "Εικόνα {}", "Πίνακας", "Πίνακας {}", "και", "{}",
        "Μετάφραση: {}", "Επιμέλεια: {}", "Εικονογράφηση: {}", "Διασκευή από", "Εξώφυλλο", "Σελίδα τίτλου", "Πνευματικά δικαιώματα",
        "Αρχή κειμένου", "Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή", "Σελίδα", "Σελίδες", "Υποσημείωση",
        "Επιστροφή στο κείμενο", "συνέχεια",];
    TR = ["İçindekiler", "Notlar", "Bölüm {}", "Kısım {}", "Şekil", "Şekil {}", "Tablo", "Tablo {}", "ve", "{}",
        "Çeviren: {}", "Editör: {}", "Resimleyen: {}", "Uyarlandığı eser", "Kapak", "Başlık sayfası", "Künye",
        "Metnin başı", "Not", "İpucu", "Önemli", "Uyarı", "Dikkat", "Sayfa", "Sayfalar", "Dipnot",
        "Metne dön", "devamı",];
    RU = ["Содержание", "Примечания", "Глава {}", "Часть {}", "Рисунок", "Рисунок {}", "Таблица", "Таблица {}", "и", "{}",
        "Перевод: {}", "Редактор: {}", "Иллюстрации: {}", "По книге", "Обложка", "Титульный лист", "Выходные данные",
        "Начало текста", "Примечание", "Совет", "Важно", "Предупреждение", "Осторожно", "Страница", "Страницы", "Сноска",
        "Вернуться к тексту", "продолжение",];
    UK = ["Зміст", "Примітки", "Розділ {}", "Частина {}", "Рисунок", "Рисунок {}", "Таблиця", "Таблиця {}", "і", "{}",
        "Переклад: {}", "Редактор: {}", "Ілюстрації: {}", "За книгою", "Обкладинка", "Титульна сторінка", "Вихідні дані",
        "Початок тексту", "Примітка", "Порада", "Важливо", "Попередження", "Обережно", "Сторінка", "Сторінки", "Виноска",
        "Повернутися до тексту", "продовження",];
    FA = ["فهرست", "یادداشت‌ها", "فصل {}", "بخش {}", "شکل", "شکل {}", "جدول", "جدول {}", "و", "نوشتهٔ {}",
        "ترجمهٔ {}", "ویراستهٔ {}", "تصویرگر: {}", "برگرفته از", "جلد", "صفحهٔ عنوان", "شناسنامه",
        "آغاز متن", "نکته", "راهنمایی", "مهم", "هشدار", "احتیاط", "صفحه", "صفحه‌ها", "پانویس",
        "بازگشت به متن", "ادامه",];
    AR = ["المحتويات", "الحواشي", "الفصل {}", "الجزء {}", "شكل", "شكل {}", "جدول", "جدول {}", "و", "تأليف {}",
        "ترجمة {}", "تحرير {}", "رسوم {}", "مقتبس من", "الغلاف", "صفحة العنوان", "حقوق النشر",
        "بداية النص", "ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه", "صفحة", "الصفحات", "حاشية",
        "العودة إلى النص", "تتمة",];
    HE = ["תוכן העניינים", "הערות", "פרק {}", "חלק {}", "איור", "איור {}", "טבלה", "טבלה {}", "ו", "מאת {}",
        "תרגום: {}", "עריכה: {}", "איורים: {}", "על פי", "כריכה", "עמוד השער", "זכויות יוצרים",
        "תחילת הטקסט", "הערה", "עצה", "חשוב", "אזהרה", "זהירות", "עמוד", "עמודים", "הערת שוליים",
        "חזרה לטקסט", "המשך",];
    KO = ["차례", "주", "제{}장", "제{}부", "그림", "그림 {}", "표", "표 {}", "및", "{} 지음",
        "{} 옮김", "{} 엮음", "{} 그림", "원작", "표지", "속표지", "판권",
        "본문 시작", "참고", "도움말", "중요", "경고", "주의", "쪽", "쪽 목록", "각주",
        "본문으로 돌아가기", "계속",];
    JA = ["目次", "注", "第{}章", "第{}部", "図", "図{}", "表", "表{}", "、", "{} 著",
        "{} 訳", "{} 編", "{} 絵", "原作", "表紙", "扉", "奥付",
        "本文", "注記", "ヒント", "重要", "警告", "注意", "ページ", "ページ一覧", "脚注",
        "本文に戻る", "続き",];
    ZH = ["目录", "注释", "第{}章", "第{}部分", "图", "图 {}", "表", "表 {}", "和", "{} 著",
        "{} 译", "{} 编", "{} 绘", "改编自", "封面", "书名页", "版权页",
        "正文", "注", "提示", "重要", "警告", "小心", "页", "页码", "脚注",
        "返回正文", "续",];
    ZH_HANT = ["目錄", "註釋", "第{}章", "第{}部分", "圖", "圖 {}", "表", "表 {}", "和", "{} 著",
        "{} 譯", "{} 編", "{} 繪", "改編自", "封面", "書名頁", "版權頁",
        "正文", "註", "提示", "重要", "警告", "小心", "頁", "頁碼", "註腳",
        "返回正文", "續",];
}

/// The words of a language by its primary subtag.
static ALL: &[(&str, Terms)] = &[
    ("en", Terms::from_row(EN, Digits::European)),
    ("ar", Terms::from_row(AR, Digits::Arabic)),
    ("cs", Terms::from_row(CS, Digits::European)),
    ("da", Terms::from_row(DA, Digits::European)),
    ("de", Terms::from_row(DE, Digits::European)),
    ("el", Terms::from_row(EL, Digits::European)),
    ("es", Terms::from_row(ES, Digits::European)),
    ("fa", Terms::from_row(FA, Digits::Persian)),
    ("fi", Terms::from_row(FI, Digits::European)),
    ("fr", Terms::from_row(FR, Digits::European)),
    ("he", Terms::from_row(HE, Digits::European)),
    ("hu", Terms::from_row(HU, Digits::European)),
    ("it", Terms::from_row(IT, Digits::European)),
    ("ja", Terms::from_row(JA, Digits::European)),
    ("ko", Terms::from_row(KO, Digits::European)),
    ("nb", Terms::from_row(NB, Digits::European)),
    ("nl", Terms::from_row(NL, Digits::European)),
    ("nn", Terms::from_row(NB, Digits::European)),
    ("no", Terms::from_row(NB, Digits::European)),
    ("pl", Terms::from_row(PL, Digits::European)),
    ("prs", Terms::from_row(FA, Digits::Persian)),
    ("pt", Terms::from_row(PT, Digits::European)),
    ("ru", Terms::from_row(RU, Digits::European)),
    ("sv", Terms::from_row(SV, Digits::European)),
    ("tr", Terms::from_row(TR, Digits::European)),
    ("uk", Terms::from_row(UK, Digits::European)),
    ("zh", Terms::from_row(ZH, Digits::European)),
];

static TRADITIONAL_CHINESE: Terms = Terms::from_row(ZH_HANT, Digits::European);
/// Arabic as set in the west of the Arab world, with European digits.
static MAGHREB: Terms = Terms::from_row(AR, Digits::European);
static ENGLISH: Terms = Terms::from_row(EN, Digits::European);

impl Terms {
    /// The words of a language; those of English for a language that we have none of.
    pub fn of(lang: &Lang) -> &'static Self {
        let traditional = lang.script() == Some("Hant")
            || lang.script().is_none() && matches!(lang.region(), Some("TW" | "HK" | "MO"));
        match (lang.primary(), lang.region()) {
            ("zh" | "yue", _) if traditional => &TRADITIONAL_CHINESE,
            ("ar", Some("MA" | "DZ" | "TN" | "LY" | "EH" | "AE")) => &MAGHREB,
            (primary, _) => ALL
                .iter()
                .find(|(tag, _)| *tag == primary)
                .map_or(&ENGLISH, |(_, terms)| terms),
        }
    }

    /// A number in the digits of the language.
    pub fn number(&self, number: u64) -> String {
        self.digits.write(number)
    }

    /// `Chapter 2`, with a space that does not break.
    pub fn chapter_label(&self, number: u64) -> String {
        self.label(self.chapter_n, number)
    }

    /// `Part 2`, with a space that does not break.
    pub fn part_label(&self, number: u64) -> String {
        self.label(self.part_n, number)
    }

    /// `Figure 2`, with a space that does not break.
    pub fn figure_label(&self, number: u64) -> String {
        self.label(self.figure_n, number)
    }

    /// `Table 2`, with a space that does not break.
    pub fn table_label(&self, number: u64) -> String {
        self.label(self.table_n, number)
    }

    fn label(&self, pattern: &str, number: u64) -> String {
        pattern
            .replace(' ', "\u{a0}")
            .replace("{}", &self.number(number))
    }

    /// `by Ada Lovelace`: the names in a phrase such as [`Terms::by_names`] or [`Terms::translated_by`].
    pub fn with_names(pattern: &str, names: &str) -> String {
        pattern.replace("{}", names)
    }

    /// Names in a row: `A`, `A and B`, `A, B and C`, as the language joins them.
    pub fn join_names(&self, names: &[&str]) -> String {
        let (all_but_last, last) = match names {
            [] => return String::new(),
            [one] => return (*one).to_owned(),
            [rest @ .., last] => (rest, last),
        };
        match self.and {
            // An enumeration comma; the conjunction is not used between names.
            "、" => names.join("、"),
            // Letters that are written together with the word after them.
            "و" if self.digits != Digits::Persian => {
                format!("{} و{last}", all_but_last.join("، "))
            }
            "و" => format!("{} و {last}", all_but_last.join("، ")),
            "ו" => format!("{} ו{last}", all_but_last.join(", ")),
            "和" => format!("{}和{last}", all_but_last.join("、")),
            and => format!("{} {and} {last}", all_but_last.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> &'static Terms {
        Terms::of(&Lang::new(tag).expect("a language"))
    }

    #[test]
    fn labels_are_in_the_language() {
        assert_eq!(of("en-GB").figure_label(2), "Figure\u{a0}2");
        assert_eq!(of("de-CH").table_label(1), "Tabelle\u{a0}1");
        assert_eq!(of("hu").figure_label(3), "3.\u{a0}ábra");
        assert_eq!(of("ja").chapter_label(12), "第12章");
        assert_eq!(of("zh-TW").contents, "目錄");
        assert_eq!(of("fa").table_label(10), "جدول\u{a0}۱۰");
        assert_eq!(of("ar-EG").figure_label(3), "شكل\u{a0}٣");
        assert_eq!(of("ar-MA").figure_label(3), "شكل\u{a0}3");
        assert_eq!(of("tlh").contents, "Contents");
    }

    #[test]
    fn names_are_joined_as_the_language_does() {
        assert_eq!(of("en").join_names(&["A", "B", "C"]), "A, B and C");
        assert_eq!(of("ja").join_names(&["甲", "乙"]), "甲、乙");
        assert_eq!(of("he").join_names(&["א", "ב"]), "א וב");
        assert_eq!(of("fa").join_names(&["آ"]), "آ");
        assert_eq!(
            Terms::with_names(of("ko").by_names, "홍길동"),
            "홍길동 지음"
        );
    }

    #[test]
    fn no_word_is_missing_and_each_phrase_has_its_place() {
        for (tag, terms) in ALL {
            for phrase in [
                terms.chapter_n,
                terms.part_n,
                terms.figure_n,
                terms.table_n,
                terms.by_names,
                terms.translated_by,
                terms.edited_by,
                terms.illustrated_by,
            ] {
                assert_eq!(phrase.matches("{}").count(), 1, "{tag}: {phrase}");
            }
            for word in [terms.contents, terms.notes, terms.continued, terms.back] {
                assert!(!word.is_empty() && !word.contains("{}"), "{tag}: {word}");
            }
        }
    }
}
