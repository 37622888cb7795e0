/** What the commands of operators share: whom they call, with which key, and how they tell the answer. */
@NullMarked
package dev.kiln.cli.operator;

import org.jspecify.annotations.NullMarked;
