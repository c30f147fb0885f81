//! The accessibility summary's sentences, in the languages that we have words of.

use crate::document::{Lang, TextDirection};

/// What may be said, in the order of [`Sentences`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Text that can be reshaped, contents, headings.
    Text,
    /// Every picture has a description.
    Described,
    /// Some pictures have none.
    Undescribed,
    /// Formulas are MathML.
    Formulas,
    /// The page numbers of the print edition.
    Pages,
    /// Moving pictures.
    Moving,
}

type Sentences = [&'static str; 6];

/// A summary and what it is written in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) text: String,
    /// The tag of the language.
    pub(super) lang: &'static str,
    /// `ltr` or `rtl`.
    pub(super) dir: &'static str,
}

/// The sentences in a language, or in English where we have none of it.
pub(super) fn write(said: &[Said], lang: &Lang) -> Summary {
    let traditional = lang.script() == Some("Hant")
        || lang.script().is_none() && matches!(lang.region(), Some("TW" | "HK" | "MO"));
    let wanted = match lang.primary() {
        "zh" | "yue" if traditional => "zh-Hant",
        "no" | "nn" => "nb",
        "prs" => "fa",
        primary => primary,
    };
    let (tag, sentences) = ALL
        .iter()
        .find(|(tag, _)| *tag == wanted)
        .unwrap_or(&("en", EN));
    let space = if matches!(*tag, "ja" | "zh" | "zh-Hant") {
        ""
    } else {
        " "
    };
    let [text, described, undescribed, formulas, pages, moving] = sentences;
    let sentence = |said: &Said| match said {
        Said::Text => *text,
        Said::Described => *described,
        Said::Undescribed => *undescribed,
        Said::Formulas => *formulas,
        Said::Pages => *pages,
        Said::Moving => *moving,
    };
    let dir = match Lang::new(tag).map(|lang| lang.direction()) {
        Ok(TextDirection::Rtl) => "rtl",
        _ => "ltr",
    };
    Summary {
        text: said.iter().map(sentence).collect::<Vec<_>>().join(space),
        lang: tag,
        dir,
    }
}

const EN: Sentences = [
    "The text can be read aloud and shown at any size and in any colours; it has a table of contents and headings in order.",
    "Every picture has a description.",
    "Some pictures have no description.",
    "Formulas are given in MathML.",
    "The page numbers are those of the print edition.",
    "There are moving pictures.",
];

static ALL: &[(&str, Sentences)] = &[
    ("en", EN),
    (
        "de",
        [
            "Der Text kann vorgelesen und in jeder Größe und in allen Farben gezeigt werden; er hat ein Inhaltsverzeichnis und geordnete Überschriften.",
            "Jedes Bild hat eine Beschreibung.",
            "Manche Bilder haben keine Beschreibung.",
            "Formeln sind als MathML gegeben.",
            "Die Seitenzahlen sind die der gedruckten Ausgabe.",
            "Es gibt bewegte Bilder.",
        ],
    ),
    (
        "fr",
        [
            "Le texte peut être lu à voix haute et affiché dans toutes les tailles et toutes les couleurs ; il comporte une table des matières et des titres hiérarchisés.",
            "Chaque image a une description.",
            "Certaines images n’ont pas de description.",
            "Les formules sont données en MathML.",
            "Les numéros de page sont ceux de l’édition imprimée.",
            "Il y a des images animées.",
        ],
    ),
    (
        "es",
        [
            "El texto puede leerse en voz alta y mostrarse en cualquier tamaño y con cualquier color; tiene un índice y títulos ordenados.",
            "Todas las imágenes tienen descripción.",
            "Algunas imágenes no tienen descripción.",
            "Las fórmulas se dan en MathML.",
            "Los números de página son los de la edición impresa.",
            "Hay imágenes en movimiento.",
        ],
    ),
    (
        "it",
        [
            "Il testo può essere letto ad alta voce e mostrato in qualsiasi dimensione e colore; ha un indice e titoli in ordine.",
            "Ogni immagine ha una descrizione.",
            "Alcune immagini non hanno una descrizione.",
            "Le formule sono in MathML.",
            "I numeri di pagina sono quelli dell’edizione a stampa.",
            "Ci sono immagini in movimento.",
        ],
    ),
    (
        "pt",
        [
            "O texto pode ser lido em voz alta e mostrado em qualquer tamanho e em quaisquer cores; tem sumário e títulos em ordem.",
            "Todas as imagens têm descrição.",
            "Algumas imagens não têm descrição.",
            "As fórmulas são dadas em MathML.",
            "Os números de página são os da edição impressa.",
            "Há imagens em movimento.",
        ],
    ),
    (
        "nl",
        [
            "De tekst kan worden voorgelezen en in elke grootte en kleur worden getoond; er is een inhoudsopgave en de koppen staan in volgorde.",
            "Elke afbeelding heeft een beschrijving.",
            "Sommige afbeeldingen hebben geen beschrijving.",
            "Formules zijn gegeven in MathML.",
            "De paginanummers zijn die van de gedrukte uitgave.",
            "Er zijn bewegende beelden.",
        ],
    ),
    (
        "sv",
        [
            "Texten kan läsas upp och visas i alla storlekar och färger; den har en innehållsförteckning och ordnade rubriker.",
            "Alla bilder har en beskrivning.",
            "Några bilder saknar beskrivning.",
            "Formler anges i MathML.",
            "Sidnumren är den tryckta utgåvans.",
            "Det finns rörliga bilder.",
        ],
    ),
    (
        "da",
        [
            "Teksten kan læses op og vises i alle størrelser og farver; den har en indholdsfortegnelse og ordnede overskrifter.",
            "Alle billeder har en beskrivelse.",
            "Nogle billeder har ingen beskrivelse.",
            "Formler er angivet i MathML.",
            "Sidetallene er den trykte udgaves.",
            "Der er levende billeder.",
        ],
    ),
    (
        "nb",
        [
            "Teksten kan leses opp og vises i alle størrelser og farger; den har en innholdsfortegnelse og ordnede overskrifter.",
            "Alle bilder har en beskrivelse.",
            "Noen bilder har ingen beskrivelse.",
            "Formler er gitt i MathML.",
            "Sidetallene er den trykte utgavens.",
            "Det finnes levende bilder.",
        ],
    ),
    (
        "fi",
        [
            "Teksti voidaan lukea ääneen ja näyttää minkä kokoisena ja värisenä tahansa; siinä on sisällysluettelo ja otsikot järjestyksessä.",
            "Jokaisella kuvalla on kuvaus.",
            "Joillakin kuvilla ei ole kuvausta.",
            "Kaavat ovat MathML-muodossa.",
            "Sivunumerot ovat painetun laitoksen.",
            "Mukana on liikkuvia kuvia.",
        ],
    ),
    (
        "pl",
        [
            "Tekst można odczytać na głos i wyświetlić w dowolnym rozmiarze i kolorach; ma spis treści i uporządkowane nagłówki.",
            "Każda ilustracja ma opis.",
            "Niektóre ilustracje nie mają opisu.",
            "Wzory zapisano w MathML.",
            "Numery stron są takie jak w wydaniu drukowanym.",
            "Są ruchome obrazy.",
        ],
    ),
    (
        "cs",
        [
            "Text lze číst nahlas a zobrazit v jakékoli velikosti a barvách; má obsah a uspořádané nadpisy.",
            "Každý obrázek má popis.",
            "Některé obrázky nemají popis.",
            "Vzorce jsou uvedeny v MathML.",
            "Čísla stran odpovídají tištěnému vydání.",
            "Obsahuje pohyblivé obrázky.",
        ],
    ),
    (
        "hu",
        [
            "A szöveg felolvasható, és bármilyen méretben és színben megjeleníthető; van tartalomjegyzéke, és címsorai rendezettek.",
            "Minden képnek van leírása.",
            "Néhány képnek nincs leírása.",
            "A képletek MathML formátumúak.",
            "Az oldalszámok a nyomtatott kiadáséi.",
            "Vannak mozgóképek.",
        ],
    ),
    (
        "el",
        [
            "Το κείμενο μπορεί να διαβαστεί φωναχτά και να εμφανιστεί σε κάθε μέγεθος και χρώμα· έχει πίνακα περιεχομένων και τίτλους σε σειρά.",
            "Κάθε εικόνα έχει περιγραφή.",
            "Ορισμένες εικόνες δεν έχουν περιγραφή.",
            "Οι τύποι δίνονται σε MathML.",
            "Οι αριθμοί σελίδων είναι της έντυπης έκδοσης.",
            "Υπάρχουν κινούμενες εικόνες.",
        ],
    ),
    (
        "tr",
        [
            "Metin sesli okunabilir, her boyutta ve renkte gösterilebilir; içindekiler tablosu ve sıralı başlıkları vardır.",
            "Her görselin bir açıklaması vardır.",
            "Bazı görsellerin açıklaması yoktur.",
            "Formüller MathML olarak verilmiştir.",
            "Sayfa numaraları basılı baskınınkilerdir.",
            "Hareketli görseller vardır.",
        ],
    ),
    (
        "ru",
        [
            "Текст можно прослушать и показать в любом размере и цвете; в нём есть оглавление и упорядоченные заголовки.",
            "У каждой иллюстрации есть описание.",
            "У некоторых иллюстраций нет описания.",
            "Формулы даны в MathML.",
            "Номера страниц соответствуют печатному изданию.",
            "Есть движущиеся изображения.",
        ],
    ),
    (
        "uk",
        [
            "Текст можна прослухати й показати в будь-якому розмірі та кольорі; у ньому є зміст і впорядковані заголовки.",
            "Кожна ілюстрація має опис.",
            "Деякі ілюстрації не мають опису.",
            "Формули подано в MathML.",
            "Номери сторінок відповідають друкованому виданню.",
            "Є рухомі зображення.",
        ],
    ),
    (
        "fa",
        [
            "متن را می‌توان بلند خواند و در هر اندازه و رنگی نشان داد؛ فهرست مطالب و عنوان‌های منظم دارد.",
            "هر تصویر توضیحی دارد.",
            "برخی تصویرها توضیحی ندارند.",
            "فرمول‌ها به صورت MathML آمده‌اند.",
            "شماره‌های صفحه همان شماره‌های نسخهٔ چاپی است.",
            "تصویرهای متحرک دارد.",
        ],
    ),
    (
        "ar",
        [
            "يمكن قراءة النص جهرًا وعرضه بأي حجم وبأي ألوان؛ وفيه جدول محتويات وعناوين مرتبة.",
            "لكل صورة وصف.",
            "بعض الصور بلا وصف.",
            "المعادلات مكتوبة بصيغة MathML.",
            "أرقام الصفحات هي أرقام الطبعة الورقية.",
            "فيه صور متحركة.",
        ],
    ),
    (
        "he",
        [
            "אפשר להקריא את הטקסט ולהציגו בכל גודל ובכל צבע; יש בו תוכן עניינים וכותרות מסודרות.",
            "לכל תמונה יש תיאור.",
            "לחלק מהתמונות אין תיאור.",
            "הנוסחאות נתונות ב־MathML.",
            "מספרי העמודים הם של המהדורה המודפסת.",
            "יש תמונות נעות.",
        ],
    ),
    (
        "ko",
        [
            "본문은 소리 내어 읽을 수 있고 어떤 크기와 색으로도 표시할 수 있으며, 차례와 순서에 맞는 제목이 있습니다.",
            "모든 그림에 설명이 있습니다.",
            "일부 그림에는 설명이 없습니다.",
            "수식은 MathML로 되어 있습니다.",
            "쪽 번호는 인쇄판의 것입니다.",
            "움직이는 그림이 있습니다.",
        ],
    ),
    (
        "ja",
        [
            "本文は読み上げることができ、任意の大きさと色で表示できます。目次と順序立った見出しがあります。",
            "すべての画像に説明があります。",
            "説明のない画像があります。",
            "数式はMathMLで記述されています。",
            "ページ番号は印刷版のものです。",
            "動く画像があります。",
        ],
    ),
    (
        "zh",
        [
            "正文可以朗读，并能以任意大小和颜色显示；有目录和层次分明的标题。",
            "每张图片都有说明。",
            "部分图片没有说明。",
            "公式以 MathML 给出。",
            "页码为印刷版的页码。",
            "含有动态图片。",
        ],
    ),
    (
        "zh-Hant",
        [
            "正文可以朗讀，並能以任意大小和顏色顯示；有目錄和層次分明的標題。",
            "每張圖片都有說明。",
            "部分圖片沒有說明。",
            "公式以 MathML 提供。",
            "頁碼為印刷版的頁碼。",
            "含有動態圖片。",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> Summary {
        write(
            &[Said::Text, Said::Pages],
            &Lang::new(tag).expect("a language"),
        )
    }

    #[test]
    fn the_summary_is_in_the_language_of_the_book() {
        assert!(of("de-CH").text.contains("gedruckten Ausgabe"));
        let persian = of("fa");
        assert_eq!((persian.lang, persian.dir), ("fa", "rtl"));
        assert_eq!(of("zh-TW").lang, "zh-Hant");
        assert_eq!(of("nn").lang, "nb");
        assert!(!of("ja").text.contains(' '), "no spaces between sentences");
        let unknown = of("tlh");
        assert_eq!((unknown.lang, unknown.dir), ("en", "ltr"));
    }

    #[test]
    fn every_language_has_every_sentence_once() {
        for (tag, sentences) in ALL {
            assert!(Lang::new(tag).is_ok(), "{tag}");
            for (index, sentence) in sentences.iter().enumerate() {
                assert!(sentence.ends_with(['.', '。']), "{tag}: {sentence}");
                let later = sentences.get(index + 1..).unwrap_or_default();
                assert!(!later.contains(sentence), "{tag}: {sentence}");
            }
            assert_eq!(ALL.iter().filter(|(other, _)| other == tag).count(), 1);
        }
    }
}
