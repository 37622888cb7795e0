package dev.kiln.e2e.drills;

/** What must hold after a drill. */
enum Rule {
    /** Everything that was answered 202 became final. */
    FINAL,
    /** It became so once: one final change of state in each generation. */
    FINAL_ONCE,
    /** Changes of state are numbered without a gap, and each is one that the state before allows. */
    LEGAL_MOVES,
    /** What is told is the same in every telling, byte for byte. */
    SAME_BYTES,
    /** The result is that of the program that was handed in. */
    RIGHT_RESULT,
    /** What the API tells is what is stored. */
    STORED,
    /** A request that is right was not answered as if it were wrong. */
    ANSWERS,
    /** Two requests were never answered with one id. */
    ONE_ID_EACH,
    /** Nothing is stored that nobody asked for. */
    NO_STRANGER,
    /** Nothing waits, runs or is counted any more. */
    EMPTY,
    /** The attempts are those that were begun and not handed back, and no more than the fault accounts for. */
    ATTEMPTS,
    /** Recovery came in time. */
    IN_TIME,
    /** What the drill itself watches for. */
    DRILL
}
