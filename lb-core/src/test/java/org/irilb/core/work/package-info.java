/**
 * Tests of proof of work and whose it is: who joins what is under way, whom an interrupt reaches, what becomes of work
 * that nobody waits for. Start at {@link org.irilb.core.work.PowNode}.
 */
package org.irilb.core.work;
