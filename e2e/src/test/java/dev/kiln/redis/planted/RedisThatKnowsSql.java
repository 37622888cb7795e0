package dev.kiln.redis.planted;

import dev.kiln.sql.planted.SqlThatKnowsRedis;

/** Planted: breaks a rule of the house, so that the rule can be seen to bite. */
public record RedisThatKnowsSql(SqlThatKnowsRedis forbidden) {}
