package org.pressroom.comment.store;

import org.jspecify.annotations.Nullable;
import org.pressroom.comment.markdown.Reading;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How a reading is kept in a comment's row until the text is judged. */
@Component
class Readings {

    private final JsonMapper json;

    Readings(JsonMapper json) {
        this.json = json;
    }

    /** As JSON. */
    String write(Reading reading) {
        return json.writeValueAsString(reading);
    }

    /** From JSON; null where it is none, which nobody can judge by. */
    @Nullable
    Reading read(String reading) {
        try {
            return json.readValue(reading, Reading.class);
        } catch (JacksonException malformed) {
            return null;
        }
    }
}
