package org.pressroom.suite;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nu.validator.client.EmbeddedValidator;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/**
 * The Nu HTML checker. It takes seconds to read its grammar, so there is one for all pages; it reads them on a thread of
 * its own, beside whatever the browser does meanwhile.
 */
final class HtmlChecker implements AutoCloseable {
    /** It recurses through all of HTML's grammar, which is more than the stack of a test's thread holds. */
    private static final long STACK_BYTES = 64L << 20;

    private static final int EXTRACT_BEFORE = 120;

    private final ExecutorService reader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(null, work, "html-checker", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    });
    private final Errors errors = new Errors();
    private final Future<SimpleDocumentValidator> checker = reader.submit(this::prepared);

    private SimpleDocumentValidator prepared() throws Exception {
        SimpleDocumentValidator prepared = new SimpleDocumentValidator();
        prepared.setUpMainSchema(EmbeddedValidator.SCHEMA_URL, errors);
        prepared.setUpValidatorAndParsers(errors, false, false);
        return prepared;
    }

    /** What is wrong with a page; its warnings, such as roles that a browser knows by itself, are none. */
    Future<List<String>> read(String html) {
        return reader.submit(() -> {
            errors.begin(html);
            checker.get().checkHtmlInputSource(new InputSource(new StringReader(html)));
            return errors.found();
        });
    }

    /** Waits for what was found; a checker that failed is the test's failure. */
    static List<String> found(Future<List<String>> reading) {
        try {
            return reading.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the HTML checker failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        reader.shutdown();
    }

    /** The errors of the page that is being read. */
    private static final class Errors implements ErrorHandler {
        private String html = "";
        private List<String> found = new ArrayList<>();

        void begin(String page) {
            html = page;
            found = new ArrayList<>();
        }

        List<String> found() {
            return found;
        }

        @Override
        public void warning(SAXParseException warning) {}

        @Override
        public void error(SAXParseException error) {
            found.add(error.getMessage() + " at line " + error.getLineNumber() + ": "
                    + extract(error.getLineNumber(), error.getColumnNumber()));
        }

        @Override
        public void fatalError(SAXParseException error) {
            error(error);
        }

        /** The end of the line up to where the error is. */
        private String extract(int line, int column) {
            String text = html.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
            int end = Math.min(Math.max(column, 0), text.length());
            return text.substring(Math.max(0, end - EXTRACT_BEFORE), end).strip();
        }
    }
}
