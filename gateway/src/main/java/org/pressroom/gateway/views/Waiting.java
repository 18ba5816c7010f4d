package org.pressroom.gateway.views;

import java.util.concurrent.Executor;

/** Who told of a view, and waits to hear that it is counted. */
interface Waiting {

    /** Where it is to be told: those of one are told together. */
    Executor executor();

    /** @param counted false where it is not known whether it ever will be */
    void told(boolean counted);
}
