//! The fonts in the binary. Their licences are beside them in `fonts/`.

macro_rules! fonts {
    ($($path:literal),+ $(,)?) => {
        &[$(include_bytes!(concat!("../../fonts/", $path)),)+]
    };
}

/// All font files, families in order of preference for fallback.
pub(super) const FILES: &[&[u8]] = fonts![
    "eb-garamond/EBGaramond-Regular.ttf",
    "eb-garamond/EBGaramond-Italic.ttf",
    "eb-garamond/EBGaramond-Bold.ttf",
    "eb-garamond/EBGaramond-BoldItalic.ttf",
    "alegreya-sans/AlegreyaSans-Regular.ttf",
    "alegreya-sans/AlegreyaSans-Italic.ttf",
    "alegreya-sans/AlegreyaSans-Bold.ttf",
    "alegreya-sans/AlegreyaSans-BoldItalic.ttf",
    "jetbrains-mono/JetBrainsMono-Regular.ttf",
    "jetbrains-mono/JetBrainsMono-Italic.ttf",
    "jetbrains-mono/JetBrainsMono-Bold.ttf",
    "jetbrains-mono/JetBrainsMono-BoldItalic.ttf",
    "frank-ruhl-libre/FrankRuhlLibre-Regular.ttf",
    "frank-ruhl-libre/FrankRuhlLibre-Bold.ttf",
    "vazirmatn/Vazirmatn-Regular.ttf",
    "vazirmatn/Vazirmatn-Bold.ttf",
    "amiri/Amiri-Regular.ttf",
    "amiri/Amiri-Bold.ttf",
    "noto-serif-cjk-kr/NotoSerifCJKkr-Regular.otf",
    "noto-serif-cjk-kr/NotoSerifCJKkr-Bold.otf",
    "dejavu-sans/DejaVuSans.ttf",
    "garamond-math/Garamond-Math.otf",
];
