//! The language of a text that does not name it.

use whatlang::Lang;

/// How much of a text is looked at, in bytes.
const MAX_TEXT: usize = 40_000;
/// Fewer letters than these show no language, unless each is a word or a syllable.
const MIN_LETTERS: usize = 80;
const MIN_IDEOGRAPHS: usize = 20;
/// How sure the guess must be, from 0 to 1.
const MIN_CONFIDENCE: f64 = 0.9;

/// Frequent characters of Chinese that only one of its two ways of writing has, in the same order.
const TRADITIONAL: &str = "這個們來時國學會為說對還沒過話裡後從開無書長見間問";
const SIMPLIFIED: &str = "这个们来时国学会为说对还没过话里后从开无书长见间问";

/// The language of a text, as a BCP 47 tag; `None` where it is not clear.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let text = text.get(..text.floor_char_boundary(MAX_TEXT))?;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let ideographs = text.chars().filter(|c| is_ideograph(*c)).count();
    if letters < MIN_LETTERS && ideographs < MIN_IDEOGRAPHS {
        return None;
    }
    let info = whatlang::detect(text)?;
    if info.confidence() < MIN_CONFIDENCE {
        return None;
    }
    match info.lang() {
        Lang::Cmn if is_traditional(text) => Some("zh-Hant"),
        lang => tag(lang),
    }
}

/// True for kana, ideographs and syllables of Hangul.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// True for Chinese in traditional characters.
fn is_traditional(text: &str) -> bool {
    let count = |chars: &str| text.chars().filter(|c| chars.contains(*c)).count();
    count(TRADITIONAL) > count(SIMPLIFIED)
}

/// The shortest tag of a language (BCP 47 wants two letters where there are two).
fn tag(lang: Lang) -> Option<&'static str> {
    const TAGS: &[(Lang, &str)] = &[
        (Lang::Afr, "af"),
        (Lang::Aka, "ak"),
        (Lang::Amh, "am"),
        (Lang::Ara, "ar"),
        (Lang::Aze, "az"),
        (Lang::Bel, "be"),
        (Lang::Ben, "bn"),
        (Lang::Bul, "bg"),
        (Lang::Cat, "ca"),
        (Lang::Ces, "cs"),
        (Lang::Cmn, "zh"),
        (Lang::Cym, "cy"),
        (Lang::Dan, "da"),
        (Lang::Deu, "de"),
        (Lang::Ell, "el"),
        (Lang::Eng, "en"),
        (Lang::Epo, "eo"),
        (Lang::Est, "et"),
        (Lang::Fin, "fi"),
        (Lang::Fra, "fr"),
        (Lang::Guj, "gu"),
        (Lang::Heb, "he"),
        (Lang::Hin, "hi"),
        (Lang::Hrv, "hr"),
        (Lang::Hun, "hu"),
        (Lang::Hye, "hy"),
        (Lang::Ind, "id"),
        (Lang::Ita, "it"),
        (Lang::Jav, "jv"),
        (Lang::Jpn, "ja"),
        (Lang::Kan, "kn"),
        (Lang::Kat, "ka"),
        (Lang::Khm, "km"),
        (Lang::Kor, "ko"),
        (Lang::Lat, "la"),
        (Lang::Lav, "lv"),
        (Lang::Lit, "lt"),
        (Lang::Mal, "ml"),
        (Lang::Mar, "mr"),
        (Lang::Mkd, "mk"),
        (Lang::Mya, "my"),
        (Lang::Nep, "ne"),
        (Lang::Nld, "nl"),
        (Lang::Nob, "nb"),
        (Lang::Ori, "or"),
        (Lang::Pan, "pa"),
        (Lang::Pes, "fa"),
        (Lang::Pol, "pl"),
        (Lang::Por, "pt"),
        (Lang::Ron, "ro"),
        (Lang::Rus, "ru"),
        (Lang::Sin, "si"),
        (Lang::Slk, "sk"),
        (Lang::Slv, "sl"),
        (Lang::Sna, "sn"),
        (Lang::Spa, "es"),
        (Lang::Srp, "sr"),
        (Lang::Swe, "sv"),
        (Lang::Tam, "ta"),
        (Lang::Tel, "te"),
        (Lang::Tgl, "tl"),
        (Lang::Tha, "th"),
        (Lang::Tuk, "tk"),
        (Lang::Tur, "tr"),
        (Lang::Ukr, "uk"),
        (Lang::Urd, "ur"),
        (Lang::Uzb, "uz"),
        (Lang::Vie, "vi"),
        (Lang::Yid, "yi"),
        (Lang::Zul, "zu"),
    ];
    TAGS.iter()
        .find(|(known, _)| *known == lang)
        .map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_where_they_can_be() {
        for (wanted, text) in [
            (
                "en",
                "Nobody remembers who dug it. The oldest map shows a square by the shore, and the clerk wrote a word beside it that two schools of scholars have since read in two ways.",
            ),
            (
                "de",
                "Niemand weiß, wer das Becken gegraben hat. Die älteste Karte zeigt ein Viereck am Ufer, und der Schreiber hat ein Wort daneben gesetzt, das man auf zwei Arten lesen kann; auch das ist nicht sicher.",
            ),
            (
                "fr",
                "Personne ne sait qui a creusé le bassin. La plus ancienne carte montre un carré sur la rive, et le clerc a écrit un mot que les savants lisent de deux façons, ce qui est une gêne pour les juges.",
            ),
            (
                "es",
                "Nadie recuerda quién cavó la salina. El mapa más antiguo muestra un cuadrado junto a la orilla, y el escribano puso al lado una palabra que los sabios han leído después de dos maneras.",
            ),
            (
                "it",
                "Nessuno ricorda chi abbia scavato la salina. La carta più antica mostra un quadrato vicino alla riva, e lo scrivano vi mise accanto una parola che gli studiosi leggono in due modi diversi.",
            ),
            (
                "pt",
                "Ninguém se lembra de quem escavou a salina. O mapa mais antigo mostra um quadrado junto à margem, e o escrivão pôs ao lado uma palavra que os estudiosos leem de duas maneiras diferentes, o que não ajuda.",
            ),
            (
                "nl",
                "Niemand weet meer wie het bekken heeft gegraven. De oudste kaart toont een vierkant aan de oever, en de klerk schreef er een woord naast dat geleerden sindsdien op twee manieren hebben gelezen.",
            ),
            (
                "sv",
                "Ingen minns vem som grävde bassängen. Den äldsta kartan visar en fyrkant vid stranden, och skrivaren satte ett ord bredvid som de lärda sedan dess har läst på två olika sätt, och det är inte säkert.",
            ),
            (
                "fi",
                "Kukaan ei muista, kuka altaan kaivoi. Vanhin kartta näyttää neliön rannalla, ja kirjuri kirjoitti sen viereen sanan, jonka oppineet ovat sittemmin lukeneet kahdella eri tavalla.",
            ),
            (
                "pl",
                "Nikt nie pamięta, kto wykopał ten staw. Najstarsza mapa pokazuje czworokąt przy brzegu, a pisarz umieścił obok słowo, które uczeni odczytują odtąd na dwa różne sposoby.",
            ),
            (
                "hu",
                "Senki sem emlékszik, ki ásta ki a medencét. A legrégebbi térkép egy négyzetet mutat a parton, és az írnok olyan szót írt mellé, amelyet a tudósok azóta kétféleképpen olvasnak.",
            ),
            (
                "tr",
                "Havuzu kimin kazdığını kimse hatırlamıyor. En eski harita kıyıda bir kare gösteriyor ve kâtip yanına bilginlerin o zamandan beri iki farklı biçimde okuduğu bir sözcük yazmış.",
            ),
            (
                "ru",
                "Никто не помнит, кто выкопал этот бассейн. На самой старой карте показан квадрат у берега, и писарь поставил рядом слово, которое учёные с тех пор читают двояко. Одни говорят, что это имя хозяина, другие — что это просто соль; ни те ни другие этого места не видели, а воды в нём давно уже нет.",
            ),
            (
                "uk",
                "Ніхто не пам’ятає, хто викопав цей басейн. На найстарішій карті показано квадрат біля берега, і писар поставив поруч слово, яке вчені відтоді читають двома способами.",
            ),
            (
                "el",
                "Κανείς δεν θυμάται ποιος έσκαψε τη δεξαμενή. Ο παλαιότερος χάρτης δείχνει ένα τετράγωνο στην ακτή, και ο γραφέας έγραψε δίπλα μια λέξη που διαβάζεται με δύο τρόπους.",
            ),
            (
                "fa",
                "هیچ‌کس به یاد ندارد که چه کسی این حوض را کنده است. کهن‌ترین نقشه مربعی را در کنار ساحل نشان می‌دهد و منشی واژه‌ای در کنار آن نوشته است که دانشمندان آن را دو گونه خوانده‌اند.",
            ),
            (
                "ar",
                "لا أحد يتذكر من حفر هذا الحوض. تظهر أقدم خريطة مربعًا على الشاطئ، وقد كتب الكاتب بجانبه كلمة قرأها العلماء منذ ذلك الحين على وجهين مختلفين، وهذا ليس بالأمر اليسير.",
            ),
            (
                "he",
                "איש אינו זוכר מי חפר את הבריכה. המפה העתיקה ביותר מראה ריבוע ליד החוף, והלבלר כתב לצדו מילה שחכמים קראו מאז בשתי דרכים שונות.",
            ),
            (
                "ko",
                "누가 그 못을 팠는지는 아무도 기억하지 못한다. 가장 오래된 지도에는 물가에 네모가 하나 그려져 있고, 서기는 그 옆에 학자들이 두 가지로 읽는 말을 적어 놓았다.",
            ),
            (
                "ja",
                "誰がその池を掘ったのかは誰も覚えていない。最も古い地図には岸辺に四角が描かれており、書記はその横に、学者たちが二通りに読む言葉を書き添えた。",
            ),
            (
                "zh",
                "没有人记得是谁挖了这个池子。最古老的地图上，岸边画着一个方块，书记在旁边写了一个字，后来两派学者对这个字有两种读法，至今还没有定论。",
            ),
            (
                "zh-Hant",
                "沒有人記得是誰挖了這個池子。最古老的地圖上，岸邊畫著一個方塊，書記在旁邊寫了一個字，後來兩派學者對這個字有兩種讀法，至今還沒有定論。",
            ),
        ] {
            assert_eq!(language(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_shows_no_language_is_not_guessed() {
        for text in [
            "",
            "Salt. Pan. Sea. 1871.",
            "漢字",
            "Adams, Baker, Carter, Dixon, Evans, Foster, Gray, Hughes, Irving, Jones, King, Lewis, Moore, Nash, Owen, Parker, Quinn, Reed, Smith, Turner, Underwood",
            "17 23 9 4 11 0x7f 3.14159 2.71828 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }
}
