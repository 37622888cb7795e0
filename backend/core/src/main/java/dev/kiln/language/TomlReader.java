package dev.kiln.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads one table strictly: every refusal names file, position and key, and {@link #finish} refuses the keys that
 * nobody asked for. Not safe for use by several threads.
 */
final class TomlReader {
    private final String file;
    private final String prefix;
    private final TomlTable table;
    private final @Nullable TomlPosition position;
    private final Set<String> read = new HashSet<>();

    TomlReader(String file, String prefix, TomlTable table, @Nullable TomlPosition position) {
        this.file = file;
        this.prefix = prefix;
        this.table = table;
        this.position = position;
    }

    String string(String key) {
        String value = optionalString(key);
        if (value == null) {
            throw refuse(key, "is missing; a string is needed");
        }
        return value;
    }

    @Nullable
    String optionalString(String key) {
        Object value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw refuse(key, "must be a string that is not empty");
    }

    /** The string of a key, which may be empty; without the key, null. */
    @Nullable
    String optionalText(String key) {
        Object value = value(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw refuse(key, "must be a string");
    }

    String matching(String key, Predicate<String> accepted, String rule) {
        String value = string(key);
        if (!accepted.test(value)) {
            throw refuse(key, rule);
        }
        return value;
    }

    @Nullable
    Long optionalInteger(String key, long minimum, long maximum) {
        Object value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Long number && number >= minimum && number <= maximum) {
            return number;
        }
        throw refuse(key, "must be a whole number from " + minimum + " to " + maximum);
    }

    List<String> strings(String key) {
        List<String> strings = new ArrayList<>();
        for (Object element : elements(key)) {
            if (!(element instanceof String text)) {
                throw refuse(key, "must be an array of strings");
            }
            strings.add(text);
        }
        return List.copyOf(strings);
    }

    List<String> someStrings(String key) {
        List<String> strings = strings(key);
        if (strings.isEmpty()) {
            throw refuse(key, "must be an array of at least one string");
        }
        return strings;
    }

    List<Integer> integers(String key) {
        List<Integer> integers = new ArrayList<>();
        for (Object element : elements(key)) {
            if (!(element instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
                throw refuse(key, "must be an array of whole numbers from 0");
            }
            integers.add(number.intValue());
        }
        return List.copyOf(integers);
    }

    /** An array of arrays of strings. */
    List<List<String>> commands(String key) {
        List<List<String>> commands = new ArrayList<>();
        for (Object element : elements(key)) {
            if (!(element instanceof TomlArray command) || command.isEmpty()) {
                throw refuse(key, "must be an array of commands, each an array of strings");
            }
            commands.add(command.toList().stream()
                    .map(argument -> {
                        if (argument instanceof String text) {
                            return text;
                        }
                        throw refuse(key, "must be an array of commands, each an array of strings");
                    })
                    .toList());
        }
        return List.copyOf(commands);
    }

    /** A table of strings, which may be empty strings; without the key, an empty map. */
    Map<String, String> stringMap(String key) {
        TomlReader reader = optionalTable(key);
        Map<String, String> map = new LinkedHashMap<>();
        if (reader != null) {
            for (String name : reader.keys()) {
                String text = reader.optionalText(name);
                map.put(name, text == null ? "" : text);
            }
        }
        return map;
    }

    TomlReader table(String key) {
        TomlReader reader = optionalTable(key);
        if (reader == null) {
            throw refuse(key, "is missing; a table is needed");
        }
        return reader;
    }

    @Nullable
    TomlReader optionalTable(String key) {
        Object value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof TomlTable child) {
            return new TomlReader(file, prefix + key + ".", child, positionOf(key));
        }
        throw refuse(key, "must be a table");
    }

    /** An array of tables; without the key, an empty list. */
    List<TomlReader> tables(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof TomlArray array)) {
            throw refuse(key, "must be an array of tables");
        }
        List<TomlReader> readers = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof TomlTable child)) {
                throw refuse(key, "must be an array of tables");
            }
            readers.add(new TomlReader(file, prefix + key + "[" + i + "].", child, array.inputPositionOf(i)));
        }
        return readers;
    }

    /** The keys of the table, in the order of the file. */
    List<String> keys() {
        return List.copyOf(table.keySet());
    }

    /** Refuses the first key that was never read. */
    void finish() {
        for (String key : table.keySet()) {
            if (!read.contains(key)) {
                throw refuse(key, "is not a key that a language file has");
            }
        }
    }

    LanguageFileException refuse(String key, String rule) {
        TomlPosition at = positionOf(key);
        String where = at == null ? file : file + ":" + at.line() + ":" + at.column();
        return new LanguageFileException(where + ": '" + prefix + key + "' " + rule);
    }

    private List<Object> elements(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof TomlArray array) {
            return array.toList();
        }
        throw refuse(key, "must be an array");
    }

    private @Nullable Object value(String key) {
        read.add(key);
        return table.get(List.of(key));
    }

    private @Nullable TomlPosition positionOf(String key) {
        TomlPosition own = table.inputPositionOf(List.of(key));
        return own == null ? position : own;
    }
}
