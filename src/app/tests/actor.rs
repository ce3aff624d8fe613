//! An actor writes within paragraphs: proposals, never the text.

use super::{Desk, eu};

#[test]
fn typing_makes_one_insertion() {
    let desk = eu("one| two", " new", "one{+ new|+EU+} two");
    assert_eq!(desk.asked(), ["EU insert v1"]);
    eu("|one", "New ", "{+New |+EU+}one");
    eu("one|", " end", "one{+ end|+EU+}");
    eu("|", "words", "{+words|+EU+}");
    eu("one| two", "aé👩‍👩‍👧漢", "one{+aé👩‍👩‍👧漢|+EU+} two");
    let desk = eu("peace |and security", "and ", "peace {+and |+EU+}and security");
    assert_eq!(desk.asked(), ["EU insert v1"]);
    assert_eq!(eu("one| two\nthree", "x<go th|ree>y", "one{+x+EU+} two\nth{+y|+EU+}ree").asked().len(), 2);
}

#[test]
fn ones_own_words_are_edited() {
    eu("one| two", " new<go new|>er", "one{+ newer|+EU+} two");
    eu("one| two", " new<go e |n>re", "one{+ re|new+EU+} two");
    eu("one| two", " new<go one|>x", "one{+x| new+EU+} two");
    eu("one| two", " new<BS><BS>", "one{+ n|+EU+} two");
    eu("one| two", " new<go  |new><DEL>", "one{+ |ew+EU+} two");
    let desk = eu("one| two", "ab<BS><BS>", "one| two");
    assert_eq!(desk.asked(), [""; 0]);
    let desk = eu("one| two", "ab<sent><BS><BS>", "one| two");
    assert_eq!(desk.asked(), ["EU insert v2 withdrawn"]);
    let desk = eu("one| two", "ab<sent>c", "one{+abc|+EU+} two");
    assert_eq!(desk.asked(), ["EU insert v2"]);
    let desk = eu("one| two", " new words<C-BS>", "one{+ new |+EU+} two");
    assert_eq!(desk.asked(), ["EU insert v1"]);
}

#[test]
fn deleting_strikes_and_grows() {
    let desk = eu("one two| three", "<BS><BS><BS>", "one |{-two-EU-} three");
    assert_eq!(desk.asked(), ["EU delete v1"]);
    eu("one |two three", "<DEL><DEL><DEL>", "one {-two|-EU-} three");
    eu("one |two three", "<C-DEL>", "one {-two |-EU-}three");
    eu("one two| three", "<C-BS>", "one |{-two-EU-} three");
    eu("one two| three", "<BS><BS><BS><BS><BS>", "on|{-e two-EU-} three");
    let desk = eu("one two| three", "<BS><go thr|ee><BS><BS><BS>", "one tw{-o-EU-} |{-thr-EU-}ee");
    assert_eq!(desk.asked().len(), 2);
    // Two that come to touch are one.
    let desk = eu("one two| three", "<BS><go t|h><BS><BS>", "one tw{-o| t-EU-}hree");
    assert_eq!(desk.asked(), ["EU delete v1"]);
    // What is struck already is passed over.
    eu("one two| three", "<C-BS><go two|><BS><BS><BS>", "one |{-two-EU-} three");
    eu("one two| three", "<C-BS><DEL><DEL>", "one {-tw|o-EU-} three");
    eu("one two| three", "<C-BS><go two|><BS><BS><BS><BS>", "one|{- two-EU-} three");
    eu("one†| two", "<BS>", "one|{-†-EU-} two");
    eu("cafe\u{301}| x", "<BS>", "caf|{-e\u{301}-EU-} x");
    eu("one two|", "<P-BS>", "{-|one two-EU-}");
}

#[test]
fn a_whole_paragraph_struck_is_its_deletion() {
    let desk = eu("[one two|\nthree", "<BS>", "{-|one two-EU-}\nthree");
    assert_eq!(desk.asked(), ["EU delete-paragraph v1"]);
    let desk = eu("[one two|\nthree", "<BS>new", "{-one two-EU-}{+new|+EU+}\nthree");
    assert_eq!(desk.asked(), ["EU replace v1"]);
    let desk = eu("[one two|\nthree", "<BS>n<BS>", "{-|one two-EU-}\nthree");
    assert_eq!(desk.asked(), ["EU delete-paragraph v1"]);
}

#[test]
fn deletions_and_insertions_side_by_side_are_one_replacement() {
    let desk = eu("one two| three", "<C-BS>2", "one {-two-EU-}{+2|+EU+} three");
    assert_eq!(desk.asked(), ["EU replace v1"]);
    // Deleting towards own words: they stay where the caret is.
    let desk = eu("one |two three", "new <DEL><DEL><DEL>", "one {-two-EU-}{+new |+EU+} three");
    assert_eq!(desk.asked(), ["EU replace v1"]);
    let desk = eu("one| two", "!<go e|!><BS><BS><BS>", "{-|one-EU-}{+!+EU+} two");
    assert_eq!(desk.asked(), ["EU replace v1"]);
    eu("one |two three", "new <go two|><BS><BS><BS>", "one {-two-EU-}{+new |+EU+} three");
    eu("one |two three", "new <go two|><BS><BS><BS><BS><BS>", "one {-two-EU-}{+ne|+EU+} three");
    eu("one two| three", "<C-BS>2<DEL>", "one {-two -EU-}{+2|+EU+}three");
    eu("one two| three", "<C-BS>2<DEL><DEL>", "one {-two t-EU-}{+2|+EU+}hree");
}

#[test]
fn typing_over_a_selection() {
    let desk = eu("one [two| three", "2", "one {-two-EU-}{+2|+EU+} three");
    assert_eq!(desk.asked(), ["EU replace v1"]);
    eu("[the cat| sat", "the dog", "the {-cat-EU-}{+dog|+EU+} sat");
    // Typing again what stood there asks for nothing.
    let desk = eu("[the cat| sat", "the cat", "the cat| sat");
    assert_eq!(desk.asked(), [""; 0]);
    eu("[the cat| sat", "the cats", "the cat{+s|+EU+} sat");
    eu("a [cat| sat", "c<BS>dog", "a {-cat-EU-}{+dog|+EU+} sat");
    eu("[the cat| sat", "the c<BS><BS>", "the|{- cat-EU-} sat");
    eu("one| two", " new<go [e ne|w>X", "on{-e-EU-}{+X|w+EU+} two");
}

#[test]
fn letters_within_a_word() {
    let desk = eu("to organi[s|e now", "z", "to organi{-s-EU-}{+z|+EU+}e now");
    assert_eq!(desk.asked(), ["EU replace v1"]);
    eu("labo|r", "u", "labo{+u|+EU+}r");
    eu("labo|r", "<BS>", "lab|{-o-EU-}r");
    eu("organi[s|e", "z<BS>", "organi|{-s-EU-}e");
    // A word that was chosen whole stays whole, whatever its letters have in common.
    eu("a [cat| sat", "c", "a c|{-at-EU-} sat");
    eu("a [cat| sat", "co", "a {-cat-EU-}{+co|+EU+} sat");
    eu("a [cat| sat", "cow", "a {-cat-EU-}{+cow|+EU+} sat");
    eu("a [cat| sat", "cow<BS><BS>", "a c|{-at-EU-} sat");
    eu("a [cat| sat", "c<BS>", "a |{-cat-EU-} sat");
    eu("a [cat| sat", "ca<DEL>", "a ca{-t|-EU-} sat");
    eu("a [cat| sat", "cats<BS>", "a cat| sat");
}

#[test]
fn anothers_words_are_never_touched() {
    let with = |keys: &str, after: &str| {
        let mut desk = Desk::new("one| two");
        desk.keys("<as Japan> new<as EU>").keys(keys);
        assert_eq!(desk.render(), after, "{keys}");
        desk.rewind();
        desk.notice()
    };
    with("<go ne|w>x", "one{+ ne{+x|+EU+}w+Japan+} two");
    with("<go ne|w>xyz<BS>", "one{+ ne{+xy|+EU+}w+Japan+} two");
    with("<go ne|w>xyz<BS><BS><BS>", "one{+ ne|w+Japan+} two");
    assert!(with("<go ne|w><CR>", "one{+ ne|w+Japan+} two").contains("Japan"));
    with("<go new|><BS><BS>", "one{+ n|{-ew-EU-}+Japan+} two");
    with("<go new|><BS><BS><BS><BS><BS>", "on|{-e-EU-}{+{- new-EU-}+Japan+} two");
    with("<go  |new><DEL><DEL>", "one{+ {-ne|-EU-}w+Japan+} two");
    with("<go [new|>old", "one{+ {-new-EU-}{+old|+EU+}+Japan+} two");
    with("<go ne|w>x<go ne|x><BS>", "one{+ n|{-e-EU-}{+x+EU+}w+Japan+} two");
    with("<go [one new tw|o><BS>", "{-|one{+ new+Japan+} tw-EU-}o");
    with("<go one|>x", "one{+ new+Japan+}{+x|+EU+} two");
}

#[test]
fn what_another_struck_can_be_struck() {
    let mut desk = Desk::new("one two| three");
    desk.keys("<as Japan><C-BS><as EU><go two|><C-BS>");
    assert_eq!(desk.render(), "one |{-two-EU,Japan-} three");
    desk.rewind();
    let mut desk = Desk::new("one two| three");
    desk.keys("<as Japan><C-BS><as EU><go two|><BS><BS><BS><BS><BS>");
    assert_eq!(desk.render(), "on|{-e {-two-Japan-}-EU-} three");
    desk.rewind();
}

#[test]
fn identical_wishes_are_each_ones_own() {
    let mut desk = Desk::new("one| two");
    desk.keys("<as Bhutan> new<as EU><go one|> new");
    assert_eq!(desk.render(), "one{+ new|+Bhutan,EU+} two");
    desk.keys("er");
    assert_eq!(desk.render(), "one{+ new+Bhutan+}{+ newer|+EU+} two");
    desk.keys("<BS><BS>");
    assert_eq!(desk.render(), "one{+ new|+Bhutan,EU+} two");
    desk.keys("<BS>");
    assert_eq!(desk.render(), "one{+ ne|+EU+}{+ new+Bhutan+} two");
    assert_eq!(desk.asked(), ["Bhutan insert v1", "EU insert v1"]);
    desk.rewind();
}

#[test]
fn what_comes_from_a_copy_is_refused() {
    let mut desk = Desk::new("one| two");
    desk.keys("<as EU> new");
    let track = desk.app.project().tracks.values().next().cloned().unwrap();
    let mut copied = crate::record::Track::clone(&track);
    let strand = copied.strands.remove(&crate::record::Origin::Own).unwrap();
    copied.strands.insert(crate::record::Origin::Copy, strand);
    let put = crate::project::Put { was: Some(track), now: Some(std::sync::Arc::new(copied)) };
    let change = crate::project::Change::Track(crate::record::ActorId::new("EU"), put);
    desk.app.make("Merge", change, None).unwrap();
    for key in ["x", "<BS>", "<CR>"] {
        desk.keys(&format!("<go new|>{key}"));
        assert_eq!(desk.render(), "one{+ new|+EU+} two");
        assert!(desk.notice().contains("edited copy"));
        desk.app.send(crate::app::Message::Dismiss(0));
    }
}

#[test]
fn after_the_chair_changed_the_text() {
    let mut desk = Desk::new("one| two three");
    desk.keys("<as EU> new<chair><go |one>Zero <go two| three><C-BS>2<as EU><go thr|ee>x");
    assert_eq!(desk.render(), "Zero one{+ new+EU+} 2 thr{+x|+EU+}ee");
    desk.keys("<go  new|>er<chair><go o|ne><BS>");
    assert_eq!(desk.render(), "Zero |ne{+ newer+EU+} 2 thr{+x+EU+}ee");
    assert!(desk.app.board().placed().all(|p| p.fate == crate::weave::Fate::Clean));
    desk.rewind();
}

#[test]
fn a_view_without_ones_words_is_not_written_in() {
    for view in ["clean", "only Japan", "original"] {
        let mut desk = Desk::speaking("one| two", "EU");
        desk.keys(&format!("<view {view}>x"));
        assert_eq!(desk.asked(), [""; 0]);
        assert!(desk.notice().contains("view"));
    }
    eu("one| two", "<view only EU>x", "one{+x|+EU+} two");
}
