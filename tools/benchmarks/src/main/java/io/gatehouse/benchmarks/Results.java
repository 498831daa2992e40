package io.gatehouse.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.benchmarks.load.Figures;
import io.gatehouse.benchmarks.load.Rounds;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures, goals and remarks of one benchmark: shown as they come, then as one table. */
public final class Results {

    private final PrintStream out;
    private final String only;
    private final Map<String, Figures> loads = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** A part of a benchmark. */
    @FunctionalInterface
    public interface Part {
        void measure() throws IOException;
    }

    /**
     * @param only what must be in the name of a part; others are left out
     */
    public Results(PrintStream out, String only) {
        this.out = out;
        this.only = only;
    }

    /**
     * Runs a part. One that fails, as by a wrong answer, has no figures; the others go on, and the
     * benchmark has not met its goals.
     */
    public void part(String name, Part part) {
        if (name.contains(only)) {
            needed(name, part);
        }
    }

    /** A part that others stand on: never left out. */
    public void needed(String name, Part part) {
        out.printf("%n-- %s (load average %s)%n", name, Provenance.loadAverage());
        int before = goals.size();
        try {
            part.measure();
        } catch (IOException | RuntimeException e) {
            goals.subList(before, goals.size()).clear();
            failures.add(name + ": " + e);
            out.println("no figures: " + e);
        }
    }

    /** Shows and keeps what the loads of some rounds came to. */
    public void loads(String where, Rounds rounds) {
        out.println(Figures.heading());
        for (String name : rounds.names()) {
            Figures figures = rounds.median(name);
            loads.put(where.isEmpty() ? name : where + ": " + name, figures);
            out.println(figures.line(name));
        }
    }

    public void goal(String name, String what, double measured, double wanted, boolean atLeast) {
        goals.add(new Goal(name, what, measured, wanted, atLeast));
    }

    /** Goals that something else has measured. */
    public void goals(List<Goal> measured) {
        goals.addAll(measured);
    }

    /** What is no goal and must be known beside the figures. */
    public void remark(String text) {
        remarks.add(text);
        out.println(text);
    }

    public PrintStream out() {
        return out;
    }

    /** Parts without figures, and why. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** Prints the goals, writes {@code target/bench/NAME.json}; true if every goal is met. */
    public boolean finish(String name, boolean quick, Path home) throws IOException {
        out.println();
        goals.forEach(goal -> out.println(goal.line()));
        failures.forEach(failure -> out.println("no figures for " + failure));
        Path directory = Files.createDirectories(home.resolve("target/bench"));
        Path file = directory.resolve(name + (quick ? "-quick.json" : ".json"));
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), json(name, quick, home));
        out.println("written to " + file);
        return failures.isEmpty() && goals.stream().allMatch(Goal::isMet);
    }

    private ObjectNode json(String name, boolean quick, Path home) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("benchmark", name).put("quick", quick);
        Provenance.describe(home, root);
        ObjectNode figures = root.putObject("loads");
        loads.forEach((what, load) -> load.write(figures.putObject(what)));
        var list = root.putArray("goals");
        for (Goal goal : goals) {
            list.addObject()
                    .put("goal", goal.name())
                    .put("what", goal.what())
                    .put("measured", goal.measured())
                    .put(goal.atLeast() ? "atLeast" : "atMost", goal.wanted())
                    .put("met", goal.isMet());
        }
        remarks.forEach(root.putArray("remarks")::add);
        failures.forEach(root.putArray("failures")::add);
        return root;
    }
}
