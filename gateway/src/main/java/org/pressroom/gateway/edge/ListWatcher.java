package org.pressroom.gateway.edge;

/** Keeps something by itself of which articles there are, or how many: what all pages have beside their words. */
public interface ListWatcher {

    /** Another article, another number, another name: what is shown from now on has to be asked for. */
    void listChanged();
}
