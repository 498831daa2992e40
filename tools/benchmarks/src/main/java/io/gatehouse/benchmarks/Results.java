package io.gatehouse.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.benchmarks.load.Figures;

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
    private final Map<String, Figures> loads = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    public Results(PrintStream out) {
        this.out = out;
    }

    /** Keeps what a load came to and gives it back. */
    public Figures load(String what, Figures figures) {
        loads.put(what, figures);
        out.println(figures.line(what));
        return figures;
    }

    public void heading(String text) {
        out.println();
        out.println(text);
        out.println(Figures.heading());
    }

    public void goal(String name, String what, double measured, double wanted, boolean atLeast) {
        goals.add(new Goal(name, what, measured, wanted, atLeast));
    }

    /** What is no goal and must be known beside the figures. */
    public void remark(String text) {
        remarks.add(text);
        out.println(text);
    }

    /** Prints the goals, writes {@code target/bench/NAME.json}; true if every goal is met. */
    public boolean finish(String name, boolean quick, Path home) throws IOException {
        out.println();
        goals.forEach(goal -> out.println(goal.line()));
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
        var notes = root.putArray("remarks");
        remarks.forEach(notes::add);
        Path directory = Files.createDirectories(home.resolve("target/bench"));
        Path file = directory.resolve(name + (quick ? "-quick.json" : ".json"));
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), root);
        out.println("written to " + file);
        return goals.stream().allMatch(Goal::isMet);
    }
}
