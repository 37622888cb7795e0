package dev.kiln.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argv and values with placeholders in braces. Values are put in as they are, in one pass: what a value contains is
 * never looked at again, neither for placeholders nor by a shell, so an argument stays one argument whatever is in it.
 *
 * <table><caption>Placeholders</caption>
 * <tr><td>{@code {home}}</td><td>the toolchain's folder</td></tr>
 * <tr><td>{@code {tool.NAME}}</td><td>an executable of the toolchain</td></tr>
 * <tr><td>{@code {version}}, {@code {version2}}</td><td>the version, and its first two numbers</td></tr>
 * <tr><td>{@code {prepared}}</td><td>the folder that the preparation filled</td></tr>
 * <tr><td>{@code {source}}</td><td>path of the entry point</td></tr>
 * <tr><td>{@code {stem}}</td><td>the same without its ending</td></tr>
 * <tr><td>{@code {class}}</td><td>the same with dots for slashes</td></tr>
 * <tr><td>{@code {memoryMiB}}, {@code {heapMiB}}, {@code {stackKiB}}</td><td>from the limits</td></tr>
 * <tr><td>{@code {sources}}</td><td>only as a whole argument: each file to compile</td></tr>
 * <tr><td>{@code {args}}</td><td>only as a whole argument: each argument of the program</td></tr>
 * </table>
 */
final class CommandTemplate {
    /** Placeholders that stand for any number of arguments. */
    static final Set<String> LISTS = Set.of("sources", "args");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*(?:\\.[a-z][a-z0-9-]*)?)}");

    private CommandTemplate() {}

    /** The names of the placeholders in a text, without braces. */
    static Set<String> placeholders(String template) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(template);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** Whether every brace of a text belongs to a placeholder. */
    static boolean isWellFormed(String template) {
        String rest = PLACEHOLDER.matcher(template).replaceAll("");
        return rest.indexOf('{') < 0 && rest.indexOf('}') < 0;
    }

    /** Whether a placeholder that stands for several arguments is alone in its argument, as it must be. */
    static boolean listsStandAlone(String template) {
        return placeholders(template).stream().noneMatch(LISTS::contains) || isList(template);
    }

    static List<String> expand(List<String> templates, Map<String, String> values, Map<String, List<String>> lists) {
        List<String> arguments = new ArrayList<>();
        for (String template : templates) {
            if (isList(template)) {
                arguments.addAll(valueOf(lists, template.substring(1, template.length() - 1)));
            } else {
                arguments.add(expand(template, values));
            }
        }
        return List.copyOf(arguments);
    }

    static String expand(String template, Map<String, String> values) {
        StringBuilder expanded = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(template);
        int end = 0;
        while (matcher.find()) {
            expanded.append(template, end, matcher.start()).append(valueOf(values, matcher.group(1)));
            end = matcher.end();
        }
        return expanded.append(template, end, template.length()).toString();
    }

    private static boolean isList(String template) {
        return LISTS.stream().anyMatch(name -> template.equals("{" + name + "}"));
    }

    private static <V> V valueOf(Map<String, V> values, String name) {
        V value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for the placeholder {" + name + "}");
        }
        return value;
    }
}
