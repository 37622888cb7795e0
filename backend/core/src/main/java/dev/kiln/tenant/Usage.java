package dev.kiln.tenant;

/**
 * What of a tenant counts against its quota.
 *
 * @param waiting executions that wait for a worker or for their retry
 * @param running executions that run
 * @param cpuMillisToday CPU time used since 00:00 UTC, milliseconds
 * @param cpuMillisReserved CPU time that what runs may still use, milliseconds
 */
public record Usage(long waiting, long running, long cpuMillisToday, long cpuMillisReserved) {}
