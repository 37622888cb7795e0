package dev.kiln.control.tenant;

/**
 * A change that is kept for good.
 *
 * @param kept what is kept now
 * @param inForce whether the execution API and the queue go by it; if not, they will as soon as Redis answers
 */
record Change<T>(T kept, boolean inForce) {}
