//! Keys: "Ctrl+Shift+S" becomes a shortcut of egui, and pressed keys become commands.
//!
//! Which keys a command has stands in the list of commands, nowhere else.

use crate::app::{COMMANDS, Command, Situation};
use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

/// Reads a description of keys; none if it names no key.
pub fn parse(keys: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for part in keys.split('+') {
        match part {
            "Ctrl" => modifiers |= Modifiers::COMMAND,
            "Shift" => modifiers |= Modifiers::SHIFT,
            "Alt" => modifiers |= Modifiers::ALT,
            name => key = Some(Key::from_name(name)?),
        }
    }
    key.map(|key| KeyboardShortcut::new(modifiers, key))
}

/// The commands whose keys were pressed. In a field for text, those that belong to it stay there.
pub fn pressed(ctx: &Context, situation: &Situation, in_field: bool) -> Vec<Command> {
    let mut all: Vec<(KeyboardShortcut, Command)> = COMMANDS
        .iter()
        .filter(|e| !(in_field && of_fields(e.command)))
        .flat_map(|e| e.keys.iter().filter_map(|k| Some((parse(k)?, e.command))))
        .collect();
    // The more specific first: Ctrl+S must not take what was meant for Ctrl+Shift+S.
    all.sort_by_key(|(k, _)| {
        let m = k.modifiers;
        std::cmp::Reverse(u8::from(m.shift) + u8::from(m.alt) + u8::from(m.command))
    });
    let hit: Vec<Command> = ctx.input_mut(|i| {
        i.events.iter_mut().for_each(by_digit);
        let hit: Vec<_> = all.into_iter().filter(|(keys, _)| i.consume_shortcut(keys)).collect();
        // With Alt a letter comes as text too, hit or not: it was not meant to be written. On a
        // Mac that is how letters are made, and AltGr comes as Ctrl and Alt where it is one.
        let alt = i.modifiers.alt && !i.modifiers.ctrl && !cfg!(target_os = "macos");
        if alt || hit.iter().any(|(keys, _)| keys.modifiers.alt) {
            i.events.retain(|e| !matches!(e, Event::Text(_)));
        }
        hit.into_iter().map(|(_, command)| command).collect()
    });
    hit.into_iter().filter(|c| c.entry().when.holds(situation)).collect()
}

/// With Ctrl a key of the row of digits is its digit, whatever it writes: "!" on one keyboard
/// with Shift, "&" on another without. Signs that are keys of commands themselves stay.
fn by_digit(event: &mut Event) {
    if let Event::Key { key, physical_key: Some(place), modifiers, .. } = event
        && (modifiers.command || modifiers.ctrl)
        && DIGITS.contains(place)
        && !DIGITS.contains(key)
        && !matches!(*key, Key::Plus | Key::Minus | Key::Equals)
    {
        *key = *place;
    }
}

const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// Whether a field for text has its own idea of this command.
fn of_fields(command: Command) -> bool {
    matches!(
        command,
        Command::Undo | Command::Redo | Command::SelectAll | Command::Cut | Command::Copy | Command::Paste
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_keys_are_keys() {
        for entry in COMMANDS {
            for keys in entry.keys {
                assert!(parse(keys).is_some(), "{keys}");
            }
        }
        assert_eq!(parse("Ctrl+Shift+S").map(|k| k.modifiers), Some(Modifiers::COMMAND | Modifiers::SHIFT));
        assert_eq!(parse("Ctrl+Nothing"), None);
    }
}
