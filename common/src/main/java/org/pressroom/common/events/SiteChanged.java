package org.pressroom.common.events;

/**
 * The publication is called so, and looks another way.
 *
 * @param name as readers see it
 * @param version grows with each change
 */
public record SiteChanged(String name, long version) {}
