package org.pressroom.gateway.settings;

/** How the publication is just now, as every page asks. */
public interface CurrentSite {

    SiteState state();
}
