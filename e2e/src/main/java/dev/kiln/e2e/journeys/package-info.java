/**
 * The pages as a person meets them, in a real Chromium: what can be done on each page, and pictures of them. The journeys
 * themselves are tests.
 */
@NullMarked
package dev.kiln.e2e.journeys;

import org.jspecify.annotations.NullMarked;
