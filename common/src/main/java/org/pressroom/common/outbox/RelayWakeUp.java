package org.pressroom.common.outbox;

/** Tells the relay that there is something to send. Never blocks, and costs little when called often. */
public interface RelayWakeUp {
    void wake();
}
