using System.Text.RegularExpressions;
using PrivateLinkSim.Host;

namespace PrivateLinkSim.Host.Tests;

/// <summary>The walk through a recorded run: keys in, the text of the screen out. What a terminal does with it is not looked at here.</summary>
public sealed class StepSpec : IAsyncLifetime
{
    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story);
    private Past _past = null!;

    public async Task InitializeAsync()
    {
        await _bench.RunAsync("run", "scenarios", "--quiet");
        _past = Past.Open(new StoredRun("story-1", _bench.Path("runs/story-1.db")));
    }

    public Task DisposeAsync()
    {
        _past.Dispose();
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void A_walk_begins_at_the_start_of_the_run_and_shows_its_keys()
    {
        var screen = Walk("");

        Assert.Contains("story-1  A customer is let in and loses a zone", screen, StringComparison.Ordinal);
        Assert.Contains("turn 0 · entry 1 of ", screen, StringComparison.Ordinal);
        Assert.Contains("> +0s  0  run starts", screen, StringComparison.Ordinal);
        Assert.Contains("? help  q quit", screen, StringComparison.Ordinal);
        Assert.Contains("Region us-east-1 is not there yet", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right", "turn 1 ")]
    [InlineData("right right left", "turn 1 ")]
    [InlineData("down down", "entry 3 ")]
    [InlineData("down down up", "entry 2 ")]
    [InlineData("end home", "entry 1 ")]
    [InlineData("g 'turn 4' enter", "turn 4 ")]
    [InlineData("g '4' enter", "turn 4 ")]
    [InlineData("g 'entry 7' enter", "entry 7 ")]
    [InlineData("g '+2m' enter", "+2m · ")]
    [InlineData("g '2026-01-02T00:00:00Z' enter", "+2m · ")]
    [InlineData("g 'turn 4' enter up u", "turn 0 ")]
    [InlineData("up", "This is the start of the run.")]
    [InlineData("end right", "This is the end of the run.")]
    [InlineData("u", "There is no jump to go back from.")]
    [InlineData("x", "? shows what the keys do.")]
    [InlineData("escape", "q ends the walk.")]
    public void Keys_move_along_the_run(string keys, string shown) => Assert.Contains(shown, Walk(keys), StringComparison.Ordinal);

    [Fact]
    public void A_step_into_the_middle_of_a_turn_ends_at_the_end_of_it()
    {
        var inside = Walk("g 'turn 1' enter up");
        var after = Walk("g 'turn 1' enter up right");

        Assert.Contains("turn 1 · entry 2 ", inside, StringComparison.Ordinal);
        Assert.Contains("turn 1 · entry 3 ", after, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entity_is_chosen_by_a_part_of_its_name_and_its_events_are_gone_along()
    {
        var chooser = Walk("e 'orders'");
        var first = Walk("e 'orders-end' enter n");
        var last = Walk("e 'orders-end' enter end n p");

        Assert.Matches("(?m)^> endpoint orders-endpoint  interface-endpoint/vpce-", chooser);
        Assert.Contains("service orders  endpoint-service/vpce-svc-", chooser, StringComparison.Ordinal);
        Assert.Matches(@">\*.*endpoint orders-endpoint asks customer-vpc for addresses", first);
        Assert.Contains("│  account: customer (444455556666)", first, StringComparison.Ordinal);
        Assert.Matches(@">\*.*endpoint orders-endpoint loses its address in use1-az1", last);
    }

    [Fact]
    public void The_end_of_an_entitys_events_is_told_and_nothing_moves()
    {
        var screen = Walk("e 'orders-end' enter end p n");

        Assert.Contains("This is the last event of endpoint orders-endpoint.", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nobody_has_is_told_and_escape_leaves_things_as_they_are()
    {
        Assert.Contains("No entity is called 'nobody'.", Walk("e 'nobody' enter"), StringComparison.Ordinal);
        Assert.Contains("── World (", Walk("e 'orders' escape"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_event_changed_stands_first()
    {
        var screen = Walk("a 'endpoint.state == available' enter b enter");

        Assert.Contains("* status: pending → available", screen, StringComparison.Ordinal);
        Assert.Contains("type: interface-endpoint.became-available/1", screen, StringComparison.Ordinal);
    }

    [Fact]
    public void Breakpoints_are_gone_to_both_ways_and_marked()
    {
        var found = Walk("b", "refused", "endpoint.state == available");
        var next = Walk("b b", "refused", "endpoint.state == available");
        var beyond = Walk("b b b", "refused", "endpoint.state == available");
        var back = Walk("end B B", "refused", "endpoint.state == available");

        Assert.Matches(@">●.*run answers turn \d+: InvalidServiceName \(R4\)", found);
        Assert.Matches(@">●.*endpoint orders-endpoint is available", next);
        Assert.Contains("\nendpoint.state == available", next, StringComparison.Ordinal);
        Assert.Contains("No breakpoint stands after this.", beyond, StringComparison.Ordinal);
        Assert.Matches(@">●.*run answers turn \d+: InvalidServiceName \(R4\)", back);
        Assert.Contains("There are no breakpoints; a makes one.", Walk("b"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_stopped_says_how_far_it_came()
    {
        using var session = new StepSession(_past, _past.Breakpoints(["refused"]), null, _ => false);

        session.Press(Key('b'));

        Assert.Equal((1, "Stopped looking at entry 0; the same key goes on."), (session.Position, session.Message));
    }

    [Fact]
    public void The_cause_is_shown_gone_to_and_come_back_from()
    {
        var caused = Walk("b", "endpoint.state == pending");
        var cause = Walk("b c", "endpoint.state == pending");
        var outside = Walk("b c c c c c c c c c c c c", "endpoint.state == pending");
        var back = Walk("b c c u u", "endpoint.state == pending");

        var turn = Regex.Match(caused, @"── Cause ─+│[^\n]*\n\+1m (?<turn>\d+)  ").Groups["turn"].Value;
        Assert.Matches($@"· turn {turn} ·", cause);
        Assert.Contains("This came from outside; nothing in the run caused it.", outside, StringComparison.Ordinal);
        Assert.Matches(@">.*run takes in CreateVpcEndpoint of customer", outside);
        Assert.Equal(Head(caused), Head(back));
    }

    [Fact]
    public void A_slip_is_told_while_the_line_stays_to_be_mended()
    {
        var place = Walk("g 'noon' enter");
        var breakpoint = Walk("a 'endpoint.stat' enter");

        Assert.Contains("Go to: noon▏\n'noon' is no time; write +90s", place, StringComparison.Ordinal);
        Assert.Contains("Break where: endpoint.stat▏\n--break, column 10: 'endpoint' has no field 'stat'. Did you mean 'state'?", breakpoint, StringComparison.Ordinal);
        Assert.Contains("entry 7 ", Walk("g 'entry 8' backspace '7' enter"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_fills_the_screen_and_is_scrolled()
    {
        var zoomed = Walk("tab z");
        var scrolled = Walk("tab z pagedown");
        var bottom = Walk("tab z pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown pagedown");

        Assert.Contains("━━ Event (+", zoomed, StringComparison.Ordinal);
        Assert.DoesNotContain("Timeline", zoomed, StringComparison.Ordinal);
        Assert.DoesNotContain("type: run.started", scrolled, StringComparison.Ordinal);
        Assert.Contains("━━ Event ━", bottom, StringComparison.Ordinal);
        Assert.Contains("Timeline", Walk("tab z escape"), StringComparison.Ordinal);
        Assert.Contains("▏", Walk("e"), StringComparison.Ordinal);
        Assert.Contains("to the turn that caused this one", Walk("?"), StringComparison.Ordinal);
        Assert.Contains("Timeline", Walk("? x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_too_large_to_look_at_is_not_laid_out_at_each_key()
    {
        var large = Given.Story.Replace("Now the endpoint is made.", new string('x', 300_000), StringComparison.Ordinal);
        await _bench.With("large.json", large).RunAsync("run", "large.json", "--quiet");
        using var past = Past.Open(new StoredRun("large-1", _bench.Path("runs/large-1.db")));
        past.Replay.ToTurn(0);
        using var session = new StepSession(past, [], null, _ => true);

        var screen = string.Join('\n', new StepScreen(session, 120, 40).Draw().Select(row => string.Concat(row.Select(piece => piece.Text))));

        Assert.Matches("data: 30[0-9],[0-9]{3} bytes, too many to show here", screen);
        Assert.Contains("run starts", screen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 16)]
    [InlineData(80, 24)]
    [InlineData(81, 25)]
    [InlineData(120, 40)]
    [InlineData(300, 90)]
    [InlineData(59, 24)]
    [InlineData(1, 1)]
    public void Every_screen_is_exactly_as_large_as_the_terminal(int width, int height)
    {
        foreach (var keys in (string[])["", "b", "b enter", "e", "g", "a 'x' enter", "?", "z", "tab z", "tab tab z", "tab tab pagedown", "end"])
        {
            using var session = new StepSession(_past, _past.Breakpoints(["endpoint.state == available"]), null, _ => true);
            Press(session, keys);

            var rows = new StepScreen(session, width, height).Draw();

            Assert.Equal(height, rows.Count);
            Assert.All(rows, row => Assert.Equal(width, row.Sum(piece => piece.Text.Length)));
        }
    }

    [Fact]
    public async Task A_terminal_is_left_as_it_was()
    {
        // Any key stops a search: the second is pressed when what was looked for is there.
        var keys = new Queue<ConsoleKeyInfo>([Key('b'), Key('q')]);
        using var found = new ManualResetEventSlim();
        ConsoleKeyInfo Read()
        {
            if (keys.Count == 1)
            {
                found.Wait();
            }

            return keys.Dequeue();
        }

        (int Width, int Height) Size(TextWriter screen)
        {
            if (screen.ToString()!.Contains("endpoint orders-endpoint is available", StringComparison.Ordinal))
            {
                found.Set();
            }

            return (80, 24);
        }

        var answer = await _bench.RunAsync(
            shell => shell with { Terminal = new Terminal(() => Size(shell.Output), Read) }, "replay", "story-1", "--step", "--break", "endpoint.state == available");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("\x1b[?1049h\x1b[?25l", answer.Output, StringComparison.Ordinal);
        Assert.Contains("endpoint orders-endpoint is available", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("\x1b[?25h\x1b[?1049l", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_is_drawn_anew_when_the_terminal_has_another_size()
    {
        var sizes = new Queue<(int Width, int Height)>([(80, 24), (80, 24), (50, 10), (50, 10), (50, 10)]);
        using var pressed = new ManualResetEventSlim();
        (int Width, int Height) Size()
        {
            var size = sizes.Count > 1 ? sizes.Dequeue() : sizes.Peek();
            if (sizes.Count is 1)
            {
                pressed.Set();
            }

            return size;
        }

        ConsoleKeyInfo Read()
        {
            pressed.Wait();
            return Key('q');
        }

        var answer = await _bench.RunAsync(shell => shell with { Terminal = new Terminal(Size, Read) }, "replay", "story-1", "--step");

        Assert.Equal(0, answer.Code);
        Assert.Contains("Timeline", answer.Output, StringComparison.Ordinal);
        Assert.Contains("50x10 is too small: 60x16 is needed.", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_walk_leaves_the_terminal_as_it_was_and_ends_with_130()
    {
        using var interruption = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        var terminal = new Terminal(() => (80, 24), () =>
        {
            interruption.Cancel();
            never.Wait();
            return Key('q');
        });

        var answer = await _bench.RunAsync(shell => shell with { Terminal = terminal, Interruption = interruption.Token }, "replay", "story-1", "--step");
        never.Set();

        Assert.Equal(130, answer.Code);
        Assert.EndsWith("\x1b[?25h\x1b[?1049l", answer.Output, StringComparison.Ordinal);
    }

    private string Walk(string keys, params string[] breakpoints)
    {
        using var session = new StepSession(_past, _past.Breakpoints(breakpoints), null, _ => true);
        Press(session, keys);
        return string.Join('\n', new StepScreen(session, 100, 30).Draw().Select(row => string.Concat(row.Select(piece => piece.Text)).TrimEnd()));
    }

    private static string Head(string screen) => screen.Split('\n')[1];

    // Words are keys by name, letters are themselves, and what stands in quotes is typed.
    private static void Press(StepSession session, string keys)
    {
        foreach (Match word in Regex.Matches(keys, "'(?<text>[^']*)'|(?<key>\\S+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        {
            if (word.Groups["text"].Success)
            {
                foreach (var letter in word.Groups["text"].Value)
                {
                    session.Press(Key(letter));
                }
            }
            else
            {
                session.Press(Named(word.Value));
            }
        }
    }

    private static ConsoleKeyInfo Key(char letter) => new(letter, ConsoleKey.None, false, false, false);

    private static ConsoleKeyInfo Named(string name) => name switch
    {
        "right" => Special(ConsoleKey.RightArrow),
        "left" => Special(ConsoleKey.LeftArrow),
        "up" => Special(ConsoleKey.UpArrow),
        "down" => Special(ConsoleKey.DownArrow),
        { Length: 1 } => Key(name[0]),
        _ => Special(Enum.Parse<ConsoleKey>(name, ignoreCase: true)),
    };

    private static ConsoleKeyInfo Special(ConsoleKey key) => new('\0', key, false, false, false);
}
