package org.pressroom.bench;

import java.util.List;

/**
 * One measured figure.
 *
 * @param aim empty where there is none
 * @param verdict {@code met}, {@code not met}, or empty where there is no aim or no figure
 */
record Figure(String name, String aim, String measured, String verdict) {

    static Figure of(String name, String aim, String measured, boolean met) {
        return new Figure(name, aim, measured, met ? "met" : "not met");
    }

    static Figure withoutAim(String name, String measured) {
        return new Figure(name, "", measured, "");
    }

    static Figure notMeasured(String name, String aim, String why) {
        return new Figure(name, aim, "not measured: " + why, "");
    }

    /** The figures as a table in Markdown, its columns in line. */
    static String table(List<Figure> figures) {
        Figure head = new Figure("figure", "aim", "measured", "");
        int name = width(figures, head, 0);
        int aim = width(figures, head, 1);
        int measured = width(figures, head, 2);
        int verdict = width(figures, head, 3);
        String line = "| %-" + name + "s | %-" + aim + "s | %-" + measured + "s | %-" + verdict + "s |%n";
        StringBuilder table = new StringBuilder();
        table.append(line.formatted(head.cell(0), head.cell(1), head.cell(2), head.cell(3)));
        table.append(line.formatted("-".repeat(name), "-".repeat(aim), "-".repeat(measured), "-".repeat(verdict)));
        figures.forEach(
                figure -> table.append(line.formatted(figure.cell(0), figure.cell(1), figure.cell(2), figure.cell(3))));
        return table.toString();
    }

    private static int width(List<Figure> figures, Figure head, int column) {
        return Math.max(
                head.cell(column).length(),
                Math.max(
                        3,
                        figures.stream()
                                .mapToInt(figure -> figure.cell(column).length())
                                .max()
                                .orElse(0)));
    }

    private String cell(int column) {
        return switch (column) {
            case 0 -> name;
            case 1 -> aim;
            case 2 -> measured;
            default -> verdict;
        };
    }
}
