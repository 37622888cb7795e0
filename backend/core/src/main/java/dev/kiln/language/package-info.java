/**
 * Languages are data: one TOML file per language says how its toolchain is found, how a program is compiled and run,
 * and which small programs prove that it works.
 *
 * <pre>
 *  languages/*.toml --LanguageFile--> Language --+--> LanguageCatalog     (lookup by id, alias, extension)
 *                                                |
 *                          ToolchainDiscovery ---+--> InstalledLanguage   (resolved paths, version)
 *                                                            |
 *                          Preparation (once) ---------------+--> LanguageCommand (argv, environment, limits)
 * </pre>
 *
 * <p>Nothing here starts a program of a user: a {@link dev.kiln.language.LanguageCommand} is what a box is asked to run.
 * Only version and preparation commands of the toolchains, which are trusted, are started from this package.
 */
@NullMarked
package dev.kiln.language;

import org.jspecify.annotations.NullMarked;
