package org.pressroom.article.pictures;

import org.pressroom.common.PlainJava;

/**
 * What a file shows.
 *
 * @param width,height in pixels, as it is shown: what the camera said about how it was held is taken into account
 * @param animated whether it moves: then it is always shown as it is, and never smaller
 */
@PlainJava
public record Picture(PictureType type, int width, int height, boolean animated) {}
