package org.pressroom.comment.store;

import org.pressroom.comment.markdown.Reading;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How a reading is kept in a comment's row until the text is judged. */
@Component
public class Readings {

    private final JsonMapper json;

    Readings(JsonMapper json) {
        this.json = json;
    }

    /** As JSON. */
    public String write(Reading reading) {
        return json.writeValueAsString(reading);
    }

    /** From JSON. */
    public Reading read(String reading) {
        return json.readValue(reading, Reading.class);
    }
}
