package dev.kiln.redis;

import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DefaultRedisScript;

/**
 * A Lua script from the class path, run by its hash and loaded again by itself when Redis has forgotten it. A line
 * {@code --@include name} is replaced by the file of that name beside it. Safe for many threads.
 *
 * @param <T> what it answers
 */
public final class Script<T> {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^--@include ([a-z]+)$");

    private final String name;
    private final DefaultRedisScript<T> script;

    private Script(String name, DefaultRedisScript<T> script) {
        this.name = name;
        this.script = script;
    }

    /**
     * Reads a script.
     *
     * @param place the class in whose package it lies
     * @param name the file without its ending
     * @throws IllegalStateException if there is no such file: a defect of the build
     */
    public static <T> Script<T> load(Class<?> place, String name, Class<T> answer) {
        return load(place, name, answer, UnaryOperator.identity());
    }

    /** As {@link #load(Class, String, Class)}, and edits the text, includes and all, before it is ever run. */
    public static <T> Script<T> load(Class<?> place, String name, Class<T> answer, UnaryOperator<String> edit) {
        String text = INCLUDE.matcher(read(place, name))
                .replaceAll(include -> Matcher.quoteReplacement(read(place, include.group(1))));
        return new Script<>(name, new DefaultRedisScript<>(edit.apply(text), answer));
    }

    /**
     * Runs it.
     *
     * @throws KilnException {@code store_unavailable} if Redis does not answer or refuses, {@code store_full} if it has
     *     no room
     */
    public T run(StringRedisTemplate redis, List<String> keys, Object... arguments) {
        try {
            T answer = redis.execute(script, keys, arguments);
            if (answer == null) {
                throw new IllegalStateException(name + ".lua gave no answer");
            }
            return answer;
        } catch (DataAccessException away) {
            throw unavailable(away);
        }
    }

    /** The failure that an adapter throws when Redis is away, or full, with what Spring said as its cause. */
    public static KilnException unavailable(DataAccessException away) {
        String said = away.getMostSpecificCause().getMessage();
        if (said != null && said.startsWith("OOM ")) {
            return new KilnException(ErrorCode.STORE_FULL, "The store has no room for it; try again soon.", away);
        }
        return new KilnException(ErrorCode.STORE_UNAVAILABLE, "The store does not answer. Try again.", away);
    }

    private static String read(Class<?> place, String name) {
        try (InputStream file = place.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("no script " + name + ".lua beside " + place.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
