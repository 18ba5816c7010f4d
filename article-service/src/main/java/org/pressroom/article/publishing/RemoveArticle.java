package org.pressroom.article.publishing;

import java.util.UUID;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;

/**
 * Let an article go for good.
 *
 * @param expected the draft's version
 */
public record RemoveArticle(UUID id, Actor actor, ExpectedVersion expected) {}
