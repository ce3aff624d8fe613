//! The commands: one closed list. Menus, the palette, key bindings and the manual's tables are
//! all made from it.
//!
//! A command only has a name here; what it does is a message, or the window's own business.

/// Everything that can be asked for by menu, key or palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // each is described by its entry below
pub enum Command {
    New,
    OpenSample,
    Open,
    Import,
    Merge,
    MergeCopy,
    MergeWaiting,
    Save,
    SaveAs,
    SendReturn,
    SendAsGroup,
    CompareGroup,
    PrivateNotes,
    ChooseOutcome,
    Export,
    Quit,
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
    Italic,
    Find,
    FindNext,
    FindPrevious,
    GoTo,
    Palette,
    ViewOriginal,
    ViewCompilation,
    ViewClean,
    ViewActor,
    Matrix,
    Returns,
    Overview,
    Tasks,
    Legend,
    NamesAll,
    NamesGroups,
    NamesNone,
    ShowOutline,
    ShowSide,
    NextPanel,
    Projector,
    HoldProjector,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    ThemeLight,
    ThemeDark,
    ThemeSystem,
    ThemeContrast,
    SpeakAs,
    SpeakAsChair,
    AddActor,
    EditActor,
    Floor,
    NextProposal,
    PreviousProposal,
    Accept,
    AcceptAs,
    Reject,
    KeepInBrackets,
    Defer,
    MergeDesk,
    AcceptAlike,
    Support,
    Oppose,
    ReservePosition,
    LiveWith,
    OnCondition,
    Withdraw,
    Explain,
    Alternative,
    Retain,
    Brackets,
    Comment,
    SetStatus,
    StatusOpen,
    StatusSuggested,
    StatusInformals,
    StatusAdRef,
    StatusAgreed,
    Silence,
    Revise,
    ReviseFrom,
    Carried,
    SettleReflected,
    Concordance,
    Audit,
    Keys,
    About,
}

/// The menus, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Files.
    File,
    /// Words.
    Edit,
    /// What is shown and how.
    View,
    /// What is asked and decided.
    Negotiate,
    /// What comes from others and goes to them.
    Returns,
    /// How far the text has come, and what comes after it.
    Revision,
    /// What there is to know.
    Help,
}

impl Menu {
    /// All menus, in order.
    pub const ALL: [Menu; 7] =
        [Menu::File, Menu::Edit, Menu::View, Menu::Negotiate, Menu::Returns, Menu::Revision, Menu::Help];

    /// What stands in the menu bar.
    pub fn title(self) -> &'static str {
        match self {
            Menu::File => "File",
            Menu::Edit => "Edit",
            Menu::View => "View",
            Menu::Negotiate => "Negotiate",
            Menu::Returns => "Returns",
            Menu::Revision => "Revision",
            Menu::Help => "Help",
        }
    }
}

/// When a command can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// There is something to undo.
    CanUndo,
    /// There is something to redo.
    CanRedo,
    /// Words are selected.
    Selected,
    /// The chair holds the pen and words are selected.
    ChairSelected,
    /// The caret stands in a paragraph.
    AtText,
    /// The chair holds the pen.
    Chair,
    /// The chair holds the pen and the caret stands in a paragraph.
    ChairAtText,
    /// The chair holds the pen and there is a proposal at the caret.
    ChairAtProposal,
    /// A delegation holds the pen.
    Delegation,
    /// There is a proposal of the speaker's own at the caret.
    OwnProposal,
    /// A delegation holds the pen and there is a proposal of another at the caret.
    OtherProposal,
    /// The speaker has taken a position on a proposal at the caret.
    OwnPosition,
    /// There is a proposal of the speaker's own at the caret, or it has taken a position on one.
    OwnSaid,
    /// There are proposals on the page.
    Proposals,
}

/// What decides whether a command can be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// What would be undone.
    pub undo: Option<String>,
    /// What would be done again.
    pub redo: Option<String>,
    /// Whether words are selected.
    pub selected: bool,
    /// Whether the caret stands in a paragraph.
    pub at_text: bool,
    /// Whether the chair holds the pen.
    pub chair: bool,
    /// Whether there is a proposal at the caret.
    pub at_proposal: bool,
    /// Whether one of them is the speaker's own.
    pub own_proposal: bool,
    /// Whether one of them is another's, and not the chair speaks.
    pub other_proposal: bool,
    /// Whether the speaker has taken a position on one of them.
    pub own_position: bool,
    /// Whether there are proposals on the page.
    pub proposals: bool,
}

impl When {
    /// Whether it is so.
    pub fn holds(self, s: &Situation) -> bool {
        match self {
            When::Always => true,
            When::CanUndo => s.undo.is_some(),
            When::CanRedo => s.redo.is_some(),
            When::Selected => s.selected,
            When::ChairSelected => s.chair && s.selected,
            When::AtText => s.at_text,
            When::Chair => s.chair,
            When::ChairAtText => s.chair && s.at_text,
            When::ChairAtProposal => s.chair && s.at_proposal,
            When::Delegation => !s.chair,
            When::OwnProposal => s.own_proposal,
            When::OtherProposal => s.other_proposal,
            When::OwnPosition => s.own_position,
            When::OwnSaid => s.own_proposal || s.own_position,
            When::Proposals => s.proposals,
        }
    }

    /// What is missing while it is not so, for one who wonders why a command is grey.
    pub fn wants(self) -> &'static str {
        match self {
            When::Always => "",
            When::CanUndo => "There is nothing to undo.",
            When::CanRedo => "There is nothing to do again.",
            When::Selected => "Select words first.",
            When::ChairSelected => "Speak as the chair and select words first.",
            When::AtText => "Put the caret in a paragraph first.",
            When::Chair => "Only the chair can do this: speak as the chair first.",
            When::ChairAtText => "Speak as the chair and put the caret in a paragraph first.",
            When::ChairAtProposal => {
                "Speak as the chair and put the caret in a paragraph with a proposal first."
            }
            When::Delegation => "Choose for whom you speak first.",
            When::OwnProposal => "Put the caret in a paragraph with a proposal of your own first.",
            When::OtherProposal => {
                "Choose for whom you speak, and put the caret in a paragraph with a proposal of another, first."
            }
            When::OwnPosition => "Take a position on a proposal in this paragraph first.",
            When::OwnSaid => "Nothing in this paragraph is yours to take back.",
            When::Proposals => "Nobody has proposed anything that is shown.",
        }
    }
}

/// A command as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in settings and in the manual.
    pub id: &'static str,
    /// What stands in the menu.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Its keys, the first of which is shown.
    pub keys: &'static [&'static str],
    /// The menu it stands in.
    pub menu: Menu,
    /// The part of that menu; a line divides parts.
    pub part: u8,
    /// When it can be used.
    pub when: When,
}

impl Entry {
    /// The title in a situation: "Undo typing".
    pub fn title_in(&self, s: &Situation) -> String {
        let what = match self.command {
            Command::Undo => s.undo.as_deref(),
            Command::Redo => s.redo.as_deref(),
            _ => None,
        };
        what.map_or_else(|| self.title.to_owned(), |w| format!("{} {w}", self.title))
    }
}

impl Command {
    /// How people see it.
    pub fn entry(self) -> &'static Entry {
        // The list is closed and complete (tested): the first entry is never the answer by chance.
        COMMANDS.iter().find(|e| e.command == self).unwrap_or(&COMMANDS[0])
    }

    /// The command of this name.
    pub fn named(id: &str) -> Option<Command> {
        COMMANDS.iter().find(|e| e.id == id).map(|e| e.command)
    }
}

macro_rules! commands {
    ($($command:ident $id:literal $menu:ident $part:literal $when:ident [$($key:literal),*] $title:literal $help:literal;)*) => {
        /// All commands, in the order of the menus.
        pub const COMMANDS: &[Entry] = &[$(Entry {
            command: Command::$command,
            id: $id,
            title: $title,
            help: $help,
            keys: &[$($key),*],
            menu: Menu::$menu,
            part: $part,
            when: When::$when,
        }),*];
    };
}

commands! {
    New "new" File 1 Always ["Ctrl+N"] "New project" "Starts an empty project.";
    OpenSample "open-sample" File 1 Always [] "Open the sample negotiation" "Opens a negotiation that comes with the program, to try things on.";
    Open "open" File 1 Always ["Ctrl+O"] "Open…" "Opens a project, a return, or a text: Word, PDF, web page, plain text or Markdown.";
    Import "import" File 1 Always ["Ctrl+Shift+I"] "Import a text…" "Makes a new project from a text: Word, PDF, web page, plain text or Markdown.";
    Save "save" File 2 Always ["Ctrl+S"] "Save" "Saves the project.";
    SaveAs "save-as" File 2 Always ["Ctrl+Shift+S"] "Save as…" "Saves the project to another file.";
    Export "export" File 3 Always ["Ctrl+E"] "Export…" "Writes a text as a Word, HTML, Markdown or text file, as you choose.";
    Quit "quit" File 4 Always ["Ctrl+Q"] "Quit" "Closes the window. Asks first if there is unsaved work.";

    Undo "undo" Edit 1 CanUndo ["Ctrl+Z"] "Undo" "Takes back the last change, a decision or a merge too.";
    Redo "redo" Edit 1 CanRedo ["Ctrl+Shift+Z", "Ctrl+Y"] "Redo" "Does again what was undone.";
    Cut "cut" Edit 2 Selected ["Ctrl+X"] "Cut" "Cuts the selected words.";
    Copy "copy" Edit 2 Selected ["Ctrl+C"] "Copy" "Copies the selected words.";
    Paste "paste" Edit 2 AtText ["Ctrl+V"] "Paste" "Puts in what was copied.";
    SelectAll "select-all" Edit 2 Always ["Ctrl+A"] "Select all" "Selects the whole text.";
    Italic "italic" Edit 3 ChairSelected ["Ctrl+I"] "Italics" "Sets the selected words in italics, or takes the italics away.";
    Find "find" Edit 4 Always ["Ctrl+F"] "Find…" "Finds words in what is shown.";
    FindNext "find-next" Edit 4 Always ["F3"] "Find next" "Goes to the next place where the words stand.";
    FindPrevious "find-previous" Edit 4 Always ["Shift+F3"] "Find previous" "Goes to the place before.";
    GoTo "go-to" Edit 4 Always ["Ctrl+G"] "Go to a paragraph…" "Goes to a paragraph by its label: OP26 bis.";
    Comment "comment" Edit 5 AtText ["Ctrl+Alt+M"] "Comment" "Writes a comment on the selected words or the paragraph.";
    PrivateNotes "private-notes" Edit 5 Always ["Ctrl+Alt+N"] "Private notes" "Shows the instructions, red lines and fall-backs of the one you speak as, which never leave this machine.";

    ViewOriginal "view-original" View 1 Always ["Ctrl+1"] "Original" "Shows the revision as it was issued.";
    ViewCompilation "view-compilation" View 1 Always ["Ctrl+2"] "Compilation" "Shows the text with everybody’s open proposals.";
    ViewClean "view-clean" View 1 Always ["Ctrl+3"] "Clean" "Shows the working text, decisions applied.";
    ViewActor "view-actor" View 1 Always ["Ctrl+4"] "One actor" "Shows the proposals of one actor alone.";
    Matrix "matrix" View 2 Always ["Ctrl+5"] "Positions…" "Shows who asks for what where, and who stands how on it.";
    Overview "overview" View 2 Always ["Ctrl+6"] "Overview…" "Shows what is still in brackets, by section and by actor, over the revisions.";
    Tasks "tasks" View 2 Always ["Ctrl+7"] "Tasks…" "Lists what waits for a person; a click goes there.";
    ShowOutline "outline" View 3 Always ["Ctrl+Shift+1"] "Outline" "Shows or hides the outline on the left.";
    ShowSide "side" View 3 Always ["Ctrl+Shift+2"] "Proposals and comments" "Shows or hides the panel on the right.";
    Legend "legend" View 3 Always [] "Legend of colours" "Shows or hides who has which colour and pattern.";
    NextPanel "next-panel" View 3 Always ["F6"] "Next panel" "Goes from the text to the panels and back.";
    Projector "projector" View 3 Always ["F5"] "Projector window" "Opens a second window for the room: the paragraph at the caret in large type; again: closes it.";
    HoldProjector "projector-hold" View 3 Always ["Shift+F5"] "Hold the projector" "Keeps the paragraph that the projector shows while you look elsewhere; again: it follows the caret.";
    NamesAll "names-all" View 4 Always [] "All names" "Shows who asks for what, on the page and in what is copied and exported.";
    NamesGroups "names-groups" View 4 Always [] "Names of groups only" "Shows the names of groups; delegations, observers and agencies are only counted.";
    NamesNone "names-none" View 4 Always [] "No names" "Shows what is asked for, and by nobody; positions are only counted.";
    ZoomIn "zoom-in" View 5 Always ["Ctrl+Plus", "Ctrl+Equals"] "Larger" "Makes everything larger.";
    ZoomOut "zoom-out" View 5 Always ["Ctrl+Minus"] "Smaller" "Makes everything smaller.";
    ZoomReset "zoom-reset" View 5 Always ["Ctrl+0"] "Normal size" "Makes everything its normal size.";
    ThemeLight "theme-light" View 6 Always [] "Light" "Dark letters on a light ground.";
    ThemeDark "theme-dark" View 6 Always [] "Dark" "Light letters on a dark ground.";
    ThemeSystem "theme-system" View 6 Always [] "As the system" "Light or dark, as the system says.";
    ThemeContrast "theme-contrast" View 6 Always [] "High contrast" "Makes letters and edges stand out more, light or dark; again: as usual.";

    SpeakAs "speak-as" Negotiate 1 Always ["Ctrl+Shift+A"] "Speak as…" "Chooses whose words the next ones are.";
    SpeakAsChair "speak-as-chair" Negotiate 1 Always [] "Speak as the chair" "What is typed changes the text itself.";
    Floor "floor" Negotiate 1 Delegation ["Alt+F"] "From the floor" "Records what the one you speak as says aloud, until it says so itself; again: no longer.";
    AddActor "add-actor" Negotiate 1 Always [] "Add an actor…" "Adds a delegation, a group or an agency.";
    EditActor "actor" Negotiate 1 Always [] "Actor…" "Changes the names, the members, the colour and the pattern of an actor.";
    NextProposal "next-proposal" Negotiate 2 Proposals ["F8"] "Next proposal" "Goes to the next proposal, round to the first.";
    PreviousProposal "previous-proposal" Negotiate 2 Proposals ["Shift+F8"] "Previous proposal" "Goes to the proposal before.";
    Accept "accept" Negotiate 3 ChairAtProposal ["Alt+A"] "Accept and go on" "Puts the words of the proposal at the caret into the text.";
    AcceptAs "accept-as" Negotiate 3 ChairAtProposal [] "Accept as modified…" "Puts other words in the place that a proposal names.";
    Reject "reject" Negotiate 3 ChairAtProposal ["Alt+R"] "Reject and go on" "Leaves the text as it is.";
    KeepInBrackets "bracket" Negotiate 3 ChairAtProposal ["Alt+B"] "Keep in brackets" "Carries the words in brackets into the next revision.";
    Defer "defer" Negotiate 3 ChairAtProposal ["Alt+D"] "Defer" "Puts the decision off.";
    MergeDesk "merge-desk" Negotiate 3 AtText ["Alt+M"] "Merge desk…" "Tries out all wishes on the paragraph at the caret, and settles it in one step.";
    AcceptAlike "accept-alike" Negotiate 3 Chair ["Alt+Shift+A"] "Accept all of a kind…" "Accepts the same change of words everywhere, all slips, or all of one actor, after a list of them.";
    Support "support" Negotiate 4 OtherProposal ["Alt+S"] "Support" "Says that the one you speak as supports the proposal at the caret.";
    Oppose "oppose" Negotiate 4 OtherProposal ["Alt+O"] "Oppose" "Says that it opposes the proposal at the caret.";
    ReservePosition "reserve" Negotiate 4 OtherProposal ["Alt+E"] "Reserve" "Says that it reserves its position on the proposal at the caret.";
    LiveWith "live-with" Negotiate 4 OtherProposal ["Alt+L"] "Can live with" "Says that it can live with the proposal at the caret.";
    OnCondition "on-condition" Negotiate 4 OwnPosition ["Alt+C"] "On condition…" "Gives the condition of the position that was taken at the caret.";
    Withdraw "withdraw" Negotiate 4 OwnSaid ["Alt+W"] "Withdraw" "Takes back your own proposal, or your position, at the caret. It is not forgotten.";
    Explain "explain" Negotiate 4 OwnProposal [] "Say why…" "Gives the reason for your own proposal at the caret.";
    Alternative "alternative" Negotiate 5 Delegation ["Alt+T"] "Alternative paragraph" "Begins another wording of the paragraph (OP6 alt), with its words to start from.";
    Retain "retain" Negotiate 5 Delegation ["Alt+K"] "Retain" "Says that the one you speak as wants the selected words, or the paragraph, kept; again: no longer.";
    Brackets "brackets" Negotiate 5 Selected ["Ctrl+Shift+B"] "Brackets" "Puts the selected words in brackets; again: takes the brackets away.";

    Merge "merge" Returns 1 Always ["Ctrl+Shift+M"] "Merge returns…" "Takes in the returns of delegations, Word files with tracked changes, or another copy of the project.";
    MergeCopy "merge-copy" Returns 1 Always [] "Merge an edited copy…" "Makes the return of a delegation out of its edited copy of the text, and takes it in.";
    MergeWaiting "merge-waiting" Returns 1 Always ["Ctrl+Alt+W"] "Merge what waits…" "Takes in the returns that lie in the folder beside the project and were not merged yet.";
    ChooseOutcome "choose-outcome" Returns 1 Chair [] "Choose between copies…" "Lists what merged copies of the project made differently of one paragraph, and takes one.";
    SendReturn "send-return" Returns 2 Delegation ["Ctrl+Shift+R"] "Send return…" "Writes the proposals of the one you speak as to a small file.";
    SendAsGroup "send-as-group" Returns 2 Delegation [] "Send return as the group…" "Writes what was decided here as the return of the group you speak as, without what its members said.";
    CompareGroup "compare-group" Returns 2 Delegation [] "Compare with the group…" "Shows where the wishes of the one you speak as depart from the return of its group.";
    Returns "returns" Returns 3 Always ["Ctrl+Alt+R"] "Register of returns…" "Shows who sent what on which revision, who is missing, and what may be published.";

    SetStatus "status" Revision 1 Chair ["Alt+Shift+G"] "Status…" "Sets the status of one paragraph or many, with who is pending, who asked for it and why.";
    StatusOpen "status-open" Revision 1 ChairAtText [] "Mark as open" "Reopens the paragraph; of an agreed one it is asked at whose request.";
    StatusSuggested "status-suggested" Revision 1 ChairAtText [] "Suggest for closure" "Marks the paragraph as suggested for closure.";
    StatusInformals "status-informals" Revision 1 ChairAtText [] "Agreed in informals…" "Marks the paragraph as agreed in informals, and asks who has yet to agree.";
    StatusAdRef "status-ad-ref" Revision 1 ChairAtText ["Alt+G"] "Agreed ad ref" "Marks the paragraph as agreed ad referendum.";
    StatusAgreed "status-agreed" Revision 1 ChairAtText [] "Agreed" "Marks the paragraph as agreed.";
    Silence "silence" Revision 2 Always [] "Silence procedure…" "Puts the text under silence, records objections and says how it ends.";
    Carried "carried" Revision 3 Always ["Alt+Shift+C"] "Carried over…" "Lists the open proposals that are not where and as their authors put them.";
    SettleReflected "settle-reflected" Revision 3 Chair ["Alt+Y"] "Settle what the text says" "Settles all open proposals that the text says already.";
    Revise "revise" Revision 3 Chair [] "Next revision…" "Closes this revision and opens the next one.";
    ReviseFrom "revise-from" Revision 3 Chair [] "Next revision from a file…" "Takes a text that came from outside as the next revision, after showing what that does.";
    Concordance "concordance" Revision 4 Always [] "Concordance…" "Writes which paragraph of the revision before became which of the last, as .csv or .html.";
    Audit "audit" Revision 4 Always ["Ctrl+8"] "Audit…" "Tells what became of every word and every proposal between two texts.";

    Palette "palette" Help 1 Always ["Ctrl+Shift+P"] "All commands…" "Finds a command by its name.";
    Keys "keys" Help 1 Always ["F1"] "Keys" "Shows the keys of all commands.";
    About "about" Help 2 Always [] "About Chapeau" "Shows what this program is.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_closed_and_complete() {
        let ids: BTreeSet<&str> = COMMANDS.iter().map(|e| e.id).collect();
        let commands: BTreeSet<Command> = COMMANDS.iter().map(|e| e.command).collect();
        let keys: Vec<&str> = COMMANDS.iter().flat_map(|e| e.keys.iter().copied()).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        assert_eq!(commands.len(), COMMANDS.len());
        assert_eq!(Command::About as usize + 1, COMMANDS.len());
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "two commands on one key");
        for entry in COMMANDS {
            assert_eq!(entry.command.entry(), entry);
            assert_eq!(Command::named(entry.id), Some(entry.command));
            assert!(entry.help.ends_with('.') && !entry.title.ends_with('.'), "{}", entry.id);
        }
    }

    #[test]
    fn menus_are_in_order_and_short() {
        let places: Vec<(Menu, u8)> = COMMANDS.iter().map(|e| (e.menu, e.part)).collect();
        assert!(places.is_sorted(), "an entry stands in another menu or part than its neighbours");
        for menu in Menu::ALL {
            let entries = places.iter().filter(|(m, _)| *m == menu).count();
            assert!(entries <= 24, "{}: {entries} entries are more than a low window shows", menu.title());
        }
    }

    #[test]
    fn undo_says_what() {
        let s = Situation { undo: Some("accept".into()), ..Situation::default() };
        assert_eq!(Command::Undo.entry().title_in(&s), "Undo accept");
        assert!(When::CanUndo.holds(&s) && !When::CanRedo.holds(&s) && !When::Chair.holds(&s));
    }
}
