package org.pressroom.article.writing;

import java.util.UUID;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.ExpectedVersion;

/** Put another manuscript in the place of a draft's; what readers see stays until it is published again. */
public record ReviseDraft(UUID id, Actor actor, ExpectedVersion expected, Manuscript manuscript) {}
