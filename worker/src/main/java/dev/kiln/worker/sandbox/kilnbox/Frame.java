package dev.kiln.worker.sandbox.kilnbox;

/** What crosses between worker and launcher: a type, which is an ASCII letter, and a payload that the frame owns. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(char type, byte[] payload) {}
