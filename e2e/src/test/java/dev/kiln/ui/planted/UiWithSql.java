package dev.kiln.ui.planted;

import java.sql.Connection;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record UiWithSql(Connection forbidden) {}
