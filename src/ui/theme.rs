//! The tokens of the looks: every colour and size, light and dark, in this one file.
//!
//! Colour is only ever for actors and for status, and never alone: words put in are bold and
//! underlined, words taken out are struck, and both carry a name.

use super::fonts;
use crate::format::page::Shade;
use crate::record::{ActorId, CONTRAST, Colour, Ink, Marking, Pattern, inks};
use eframe::egui;
use egui::{Color32, CornerRadius, Stroke, TextStyle, Theme, Visuals};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Shades for actors, in the order of the palette that exports have (Okabe and Ito, with grey
/// for black): the same hues, dark enough on paper and light enough on dark paper (4.5 to 1;
/// tested below).
const SHADES: [(Color32, Color32); Shade::COLOURS] = [
    (rgb(0x8f, 0x54, 0x00), rgb(0xf0, 0xa8, 0x30)),
    (rgb(0x00, 0x6f, 0x8f), rgb(0x6c, 0xcd, 0xf2)),
    (rgb(0x00, 0x70, 0x4d), rgb(0x3c, 0xc9, 0xa0)),
    (rgb(0x6a, 0x60, 0x00), rgb(0xe2, 0xd7, 0x5c)),
    (rgb(0x0a, 0x4f, 0xa8), rgb(0x86, 0xb4, 0xff)),
    (rgb(0xb0, 0x3c, 0x0a), rgb(0xff, 0x8f, 0x5a)),
    (rgb(0x9c, 0x36, 0x73), rgb(0xe3, 0x9f, 0xc6)),
    (rgb(0x58, 0x5c, 0x62), rgb(0xb8, 0xbc, 0xc2)),
];

/// What letters and what is behind them differ by at least where everything stands out more.
const HIGH: f32 = 7.0;

/// The colour and the pattern of each actor: see [`crate::record::inks`].
pub type Seats = BTreeMap<ActorId, (Ink, Pattern)>;

const fn rgb(r: u8, g: u8, b: u8) -> Color32 {
    Color32::from_rgb(r, g, b)
}

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Whether these are the dark ones.
    pub dark: bool,
    /// Whether everything stands out more: 7 to 1 where 4.5 to 1 is asked for else.
    pub high: bool,
    /// What the page lies on.
    pub ground: Color32,
    /// Panels and bars.
    pub panel: Color32,
    /// The page, cards, fields.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of lesser weight: labels, hints. Readable all the same.
    pub faint: Color32,
    /// Lines between things.
    pub line: Color32,
    /// What can be acted on, and the caret.
    pub accent: Color32,
    /// Behind what is chosen.
    pub accent_soft: Color32,
    /// Behind selected words.
    pub selection: Color32,
    /// Behind agreed paragraphs.
    pub agreed_soft: Color32,
    /// Words about agreement.
    pub agreed: Color32,
    /// Words about what is half settled.
    pub pending: Color32,
    /// Words about what went wrong.
    pub error: Color32,
    /// Square brackets.
    pub bracket: Color32,
    /// Who has which colour; none before anybody was looked for.
    seats: Option<Arc<Seats>>,
}

const LIGHT: Tokens = Tokens {
    dark: false,
    high: false,
    ground: rgb(0xf1, 0xf0, 0xec),
    panel: rgb(0xfa, 0xf9, 0xf6),
    paper: rgb(0xff, 0xff, 0xfd),
    ink: rgb(0x1d, 0x21, 0x26),
    faint: rgb(0x63, 0x6a, 0x73),
    line: rgb(0xe2, 0xe0, 0xda),
    accent: rgb(0x1c, 0x69, 0xaf),
    accent_soft: rgb(0xe4, 0xee, 0xf8),
    selection: rgb(0xc4, 0xdd, 0xf5),
    agreed_soft: rgb(0xe5, 0xf2, 0xe8),
    agreed: rgb(0x22, 0x74, 0x3b),
    pending: rgb(0x8a, 0x63, 0x00),
    error: rgb(0xb3, 0x26, 0x1e),
    bracket: rgb(0x6b, 0x70, 0x78),
    seats: None,
};

const DARK: Tokens = Tokens {
    dark: true,
    high: false,
    ground: rgb(0x16, 0x18, 0x1b),
    panel: rgb(0x1d, 0x20, 0x24),
    paper: rgb(0x24, 0x27, 0x2c),
    ink: rgb(0xe6, 0xe6, 0xe3),
    faint: rgb(0xa2, 0xa8, 0xb0),
    line: rgb(0x38, 0x3c, 0x43),
    accent: rgb(0x7a, 0xb8, 0xf0),
    accent_soft: rgb(0x2a, 0x3b, 0x4d),
    selection: rgb(0x2f, 0x50, 0x72),
    agreed_soft: rgb(0x22, 0x37, 0x2a),
    agreed: rgb(0x86, 0xd1, 0x9c),
    pending: rgb(0xe0, 0xb5, 0x4d),
    error: rgb(0xff, 0x9a, 0x8f),
    bracket: rgb(0x9a, 0xa0, 0xa8),
    seats: None,
};

const HIGH_LIGHT: Tokens = Tokens {
    dark: false,
    high: true,
    ground: rgb(0xf2, 0xf2, 0xf2),
    panel: rgb(0xff, 0xff, 0xff),
    paper: rgb(0xff, 0xff, 0xff),
    ink: rgb(0x00, 0x00, 0x00),
    faint: rgb(0x3a, 0x3a, 0x3a),
    line: rgb(0x70, 0x70, 0x70),
    accent: rgb(0x00, 0x3f, 0x8a),
    accent_soft: rgb(0xdc, 0xe9, 0xff),
    selection: rgb(0x9e, 0xc9, 0xff),
    agreed_soft: rgb(0xdf, 0xf5, 0xe4),
    agreed: rgb(0x00, 0x49, 0x1c),
    pending: rgb(0x5a, 0x3d, 0x00),
    error: rgb(0x8c, 0x00, 0x00),
    bracket: rgb(0x30, 0x30, 0x30),
    seats: None,
};

const HIGH_DARK: Tokens = Tokens {
    dark: true,
    high: true,
    ground: rgb(0x00, 0x00, 0x00),
    panel: rgb(0x00, 0x00, 0x00),
    paper: rgb(0x00, 0x00, 0x00),
    ink: rgb(0xff, 0xff, 0xff),
    faint: rgb(0xd2, 0xd2, 0xd2),
    line: rgb(0x90, 0x90, 0x90),
    accent: rgb(0x8f, 0xd0, 0xff),
    accent_soft: rgb(0x00, 0x2a, 0x4d),
    selection: rgb(0x00, 0x4a, 0x8f),
    agreed_soft: rgb(0x00, 0x28, 0x0f),
    agreed: rgb(0x8e, 0xf0, 0xaa),
    pending: rgb(0xff, 0xd2, 0x4a),
    error: rgb(0xff, 0xb0, 0xa6),
    bracket: rgb(0xd2, 0xd2, 0xd2),
    seats: None,
};

/// The shades of actors where everything stands out more, light and dark.
static HIGH_SHADES: LazyLock<Vec<(Color32, Color32)>> = LazyLock::new(|| {
    let shown = |t: &Tokens, shade| to_egui(t.readable(to_record(shade)));
    SHADES.iter().map(|(light, dark)| (shown(&HIGH_LIGHT, *light), shown(&HIGH_DARK, *dark))).collect()
});

impl Tokens {
    /// The tokens of a theme.
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
        }
    }

    /// The tokens of a theme where everything stands out more, or as usual.
    fn with(theme: Theme, high: bool) -> Self {
        match (theme, high) {
            (Theme::Light, true) => HIGH_LIGHT,
            (Theme::Dark, true) => HIGH_DARK,
            (_, false) => Self::of(theme),
        }
    }

    /// The tokens in force.
    pub fn now(ctx: &egui::Context) -> Self {
        let seats = ctx.data(|d| d.get_temp(Self::seats_id()));
        Self { seats, ..Self::with(ctx.theme(), is_high(ctx)) }
    }

    /// Behind a small number in a list.
    pub fn pill(&self) -> Color32 {
        if self.high { self.accent_soft } else { self.line }
    }

    /// What letters and what is behind them differ by at least.
    fn least(&self) -> f32 {
        if self.high { HIGH } else { CONTRAST }
    }

    /// Gives these actors their colours from now on, as an export with the same ones would, and
    /// those whom a person gave one.
    pub fn seat(ctx: &egui::Context, actors: &[&ActorId], markings: &BTreeMap<ActorId, Marking>) {
        let all: Vec<&ActorId> = actors.iter().copied().chain(markings.keys()).collect();
        let seats: Seats = inks(&all, markings).into_iter().map(|(id, ink)| (id.clone(), ink)).collect();
        let held: Option<Arc<Seats>> = ctx.data(|d| d.get_temp(Self::seats_id()));
        if held.as_deref() != Some(&seats) {
            ctx.data_mut(|d| d.insert_temp(Self::seats_id(), Arc::new(seats)));
        }
    }

    fn seats_id() -> egui::Id {
        egui::Id::unique("colours of actors")
    }

    /// The colour of an actor. It follows from the name where nobody else has it.
    pub fn actor(&self, actor: &ActorId) -> Color32 {
        let seat = self.seats.as_ref().and_then(|s| s.get(actor).copied());
        self.ink(seat.map_or_else(|| Ink::Safe(actor.shade(SHADES.len())), |(ink, _)| ink))
    }

    /// The pattern of an actor.
    pub fn pattern(&self, actor: &ActorId) -> Pattern {
        let seat = self.seats.as_ref().and_then(|s| s.get(actor).copied());
        seat.map_or(Pattern::Solid, |(_, pattern)| pattern)
    }

    /// A colour as it is shown in this theme: one that can be read.
    pub fn ink(&self, ink: Ink) -> Color32 {
        match ink {
            Ink::Safe(n) => {
                let usual = SHADES.get(n).copied().unwrap_or(SHADES[0]);
                let high = || HIGH_SHADES.get(n).copied().unwrap_or(usual);
                let (light, dark) = if self.high { high() } else { usual };
                if self.dark { dark } else { light }
            }
            Ink::Own(colour) => to_egui(self.readable(colour)),
        }
    }

    /// A colour, mixed with black or white until it can be read.
    fn readable(&self, colour: Colour) -> Colour {
        let end = if self.dark { Colour(255, 255, 255) } else { Colour(0, 0, 0) };
        let shades = (0..=20_u8).map(|n| colour.mixed(end, f32::from(n) / 20.0));
        // The tint behind it follows from what is shown.
        let grounds = |c: Colour| [self.paper, self.agreed_soft, self.tint(to_egui(c))];
        let enough = |c: &Colour| grounds(*c).iter().all(|g| c.contrast(to_record(*g)) >= self.least());
        shades.into_iter().find(enough).unwrap_or(end)
    }

    /// The contrast of a colour with the paper of this theme.
    pub fn contrast(&self, colour: Colour) -> f32 {
        colour.contrast(to_record(self.paper))
    }

    /// The tint behind the name of an actor.
    pub fn tint(&self, colour: Color32) -> Color32 {
        mix(self.paper, colour, if self.dark { 0.17 } else { 0.12 })
    }
}

/// A colour as egui has it.
pub fn to_egui(Colour(r, g, b): Colour) -> Color32 {
    Color32::from_rgb(r, g, b)
}

/// A colour as the project has it.
pub fn to_record(c: Color32) -> Colour {
    Colour(c.r(), c.g(), c.b())
}

/// `a` with a share of `b`.
pub fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    let one = |x: u8, y: u8| (f32::from(x) + (f32::from(y) - f32::from(x)) * share).round() as u8;
    Color32::from_rgb(one(a.r(), b.r()), one(a.g(), b.g()), one(a.b(), b.b()))
}

/// Sizes of the page, in points.
pub mod page {
    /// The letters of the text.
    pub const TEXT: f32 = 16.5;
    /// From line to line.
    pub const LINE: f32 = 24.0;
    /// From paragraph to paragraph.
    pub const GAP: f32 = 13.0;
    /// The letters of name tags and margin labels.
    pub const SMALL: f32 = 10.5;
    /// One step of indentation.
    pub const INDENT: f32 = 30.0;
    /// The widest page.
    pub const WIDTH: f32 = 760.0;
    /// Left of the text.
    pub const LEFT: f32 = 96.0;
    /// Right of the text.
    pub const RIGHT: f32 = 60.0;
    /// Above the first and below the last paragraph.
    pub const TOP: f32 = 48.0;
    /// A narrower view has smaller margins and no ground at the sides.
    pub const NARROW: f32 = 560.0;
    /// Ground round the page.
    pub const GROUND: f32 = 20.0;
}

/// Sets fonts and both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.options_mut(|o| {
        o.fallback_theme = Theme::Light;
        // Zooming is a command like any other.
        o.zoom_with_keyboard = false;
    });
    set_high(ctx, false);
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| {
            style.spacing.item_spacing = egui::vec2(8.0, 6.0);
            style.spacing.button_padding = egui::vec2(9.0, 4.0);
            style.spacing.interact_size.y = 25.0;
            style.spacing.menu_width = 260.0;
            style.spacing.scroll.fade.strength = 0.0;
            style.interaction.tooltip_delay = 0.5;
            style.text_styles.insert(TextStyle::Body, fonts::sans(13.0, false));
            style.text_styles.insert(TextStyle::Button, fonts::sans(13.0, false));
            style.text_styles.insert(TextStyle::Small, fonts::sans(11.0, false));
            style.text_styles.insert(TextStyle::Heading, fonts::sans(16.0, true));
        });
    }
}

/// Whether everything stands out more.
pub fn is_high(ctx: &egui::Context) -> bool {
    ctx.data(|d| d.get_temp(egui::Id::unique("high contrast"))).unwrap_or(false)
}

/// Makes everything stand out more, or as usual, in the light and in the dark theme.
pub fn set_high(ctx: &egui::Context, high: bool) {
    ctx.data_mut(|d| d.insert_temp(egui::Id::unique("high contrast"), high));
    for theme in [Theme::Light, Theme::Dark] {
        ctx.style_mut_of(theme, |style| style.visuals = visuals(&Tokens::with(theme, high)));
    }
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = if t.dark { Visuals::dark() } else { Visuals::light() };
    v.panel_fill = t.panel;
    v.window_fill = t.paper;
    v.window_stroke = Stroke::new(1.0, t.line);
    v.window_corner_radius = CornerRadius::same(8);
    v.menu_corner_radius = CornerRadius::same(6);
    v.extreme_bg_color = t.paper;
    v.text_edit_bg_color = Some(t.paper);
    v.faint_bg_color = t.ground;
    v.hyperlink_color = t.accent;
    v.error_fg_color = t.error;
    v.warn_fg_color = t.pending;
    v.selection.bg_fill = t.accent_soft;
    v.selection.stroke = Stroke::new(1.0, t.accent);
    v.weak_text_color = Some(t.faint);
    v.text_cursor.stroke = Stroke::new(2.0, t.accent);
    let w = &mut v.widgets;
    w.noninteractive.bg_fill = t.panel;
    w.noninteractive.weak_bg_fill = t.panel;
    w.noninteractive.bg_stroke = Stroke::new(1.0, t.line);
    w.noninteractive.fg_stroke = Stroke::new(1.0, t.ink);
    for (state, fill, edge) in [
        (&mut w.inactive, t.paper, t.line),
        (&mut w.hovered, mix(t.paper, t.accent, 0.06), mix(t.line, t.accent, 0.5)),
        (&mut w.active, t.accent_soft, t.accent),
        (&mut w.open, t.accent_soft, t.accent),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, edge);
        state.fg_stroke = Stroke::new(1.0, t.ink);
        state.corner_radius = CornerRadius::same(5);
        state.expansion = 0.0;
    }
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(c: Color32) -> f32 {
        let one = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * one(c.r()) + 0.7152 * one(c.g()) + 0.0722 * one(c.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_written_can_be_read() {
        for t in [LIGHT, DARK, HIGH_LIGHT, HIGH_DARK] {
            let least = t.least();
            let reads = |ink: Color32, on: Color32| {
                let has = contrast(ink, on);
                assert!(has >= least, "{ink:?} on {on:?}: {has}, dark {}, high {}", t.dark, t.high);
            };
            for on in [t.paper, t.panel, t.accent_soft, t.agreed_soft] {
                for ink in [t.ink, t.faint, t.accent, t.agreed, t.pending, t.error] {
                    reads(ink, on);
                }
            }
            [t.selection, t.ground, t.pill()].into_iter().for_each(|on| reads(t.ink, on));
            reads(if t.dark { t.paper } else { Color32::WHITE }, t.accent);
            let own = [Colour(0, 0, 0), Colour(255, 255, 255), Colour(0xf0, 0xe4, 0x42), Colour(0, 0, 0xff)];
            let own = own.into_iter().chain(crate::record::SAFE.map(|(_, c)| c)).map(Ink::Own);
            for ink in own.chain((0..SHADES.len()).map(Ink::Safe)) {
                let ink = t.ink(ink);
                [t.paper, t.agreed_soft, t.tint(ink)].into_iter().for_each(|on| reads(ink, on));
            }
        }
    }

    #[test]
    fn where_everything_stands_out_edges_do_too_and_actors_stay_apart() {
        for t in [HIGH_LIGHT, HIGH_DARK] {
            for on in [t.paper, t.panel, t.ground] {
                assert!(contrast(t.line, on) >= 3.0 && contrast(t.bracket, on) >= HIGH, "{on:?}");
            }
            let inks: std::collections::BTreeSet<_> =
                (0..SHADES.len()).map(|n| t.ink(Ink::Safe(n)).to_array()).collect();
            assert_eq!(inks.len(), SHADES.len(), "two actors have one colour");
        }
    }

    #[test]
    fn it_is_switched_on_and_off_in_both_themes() {
        let ctx = egui::Context::default();
        install(&ctx);
        for high in [true, false] {
            set_high(&ctx, high);
            for theme in [egui::ThemePreference::Light, egui::ThemePreference::Dark] {
                ctx.set_theme(theme);
                let t = Tokens::now(&ctx);
                assert_eq!((t.high, t.dark), (high, theme == egui::ThemePreference::Dark));
                let of = if t.dark { Theme::Dark } else { Theme::Light };
                assert_eq!(ctx.style_of(of).visuals.panel_fill, t.panel);
            }
        }
    }
}
