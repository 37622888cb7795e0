package dev.kiln.language;

import dev.kiln.execution.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the tests of a language file. */
final class LanguageTestReader {
    private LanguageTestReader() {}

    /** All tests of a file; refuses two with one name. */
    static List<LanguageTest> tests(TomlReader root, String sourceName) {
        List<LanguageTest> tests = new ArrayList<>();
        for (TomlReader reader : root.tables("tests")) {
            LanguageTest test = test(reader, sourceName);
            if (tests.stream().anyMatch(other -> other.name().equals(test.name()))) {
                throw reader.refuse("name", "is the name of an earlier test too");
            }
            tests.add(test);
        }
        return tests;
    }

    private static LanguageTest test(TomlReader reader, String sourceName) {
        String name = reader.matching("name", LanguageFile.ID, "must be lower-case letters, digits and hyphens");
        String source = reader.optionalText("source");
        Map<String, String> files = LanguageFile.files(reader, "files");
        if ((source == null) == files.isEmpty()) {
            throw reader.refuse("source", "or 'files' must be there, one of the two");
        }
        Long exitCode = reader.optionalInteger("exitCode", 0, 255);
        String stdin = reader.optionalText("stdin");
        var test = new LanguageTest(
                name,
                source == null ? entryFirst(files, sourceName) : Map.of(sourceName, source),
                stdin == null ? "" : stdin,
                reader.strings("args"),
                new LanguageTest.Expectation(
                        outcome(reader),
                        exitCode == null ? null : exitCode.intValue(),
                        reader.optionalText("stdout"),
                        reader.optionalString("stderrContains")));
        reader.finish();
        return test;
    }

    /** The files with the entry point, which is the one with the language's source name, in front. */
    private static Map<String, String> entryFirst(Map<String, String> files, String sourceName) {
        Map<String, String> ordered = new LinkedHashMap<>();
        String entry = files.get(sourceName);
        if (entry != null) {
            ordered.put(sourceName, entry);
        }
        ordered.putAll(files);
        return ordered;
    }

    private static Outcome outcome(TomlReader reader) {
        String word = reader.optionalString("outcome");
        if (word == null) {
            return Outcome.SUCCESS;
        }
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst()
                .orElseThrow(() -> reader.refuse("outcome", "must be an outcome of a program"));
    }
}
