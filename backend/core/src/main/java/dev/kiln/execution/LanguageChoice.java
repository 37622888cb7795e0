package dev.kiln.execution;

import org.jspecify.annotations.Nullable;

/**
 * The language that a submission asks for.
 *
 * @param id the language's id, never an alias
 * @param version the version asked for, or null if any will do
 */
public record LanguageChoice(String id, @Nullable String version) {}
