package dev.kiln.client;

/**
 * One file of a program.
 *
 * @param path relative to the program's work folder, parts divided by {@code /}
 * @param content what is in it
 */
public record SourceFile(String path, Content content) {}
