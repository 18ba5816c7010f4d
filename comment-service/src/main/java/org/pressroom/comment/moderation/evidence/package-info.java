/** What is gathered about comments before the rules decide: one provider a concern. */
@NullMarked
package org.pressroom.comment.moderation.evidence;

import org.jspecify.annotations.NullMarked;
