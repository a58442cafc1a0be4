using System.Security.Cryptography;
using System.Text;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class LogChainSpec
{
    [Fact]
    public void A_link_is_the_hash_of_the_previous_link_and_the_text_of_the_entry()
    {
        var chain = new LogChain();
        chain.Add("{\"a\":1}"u8);
        chain.Add("{\"b\":2}"u8);

        var first = SHA256.HashData([.. new byte[32], .. "{\"a\":1}"u8]);
        var second = SHA256.HashData([.. first, .. "{\"b\":2}"u8]);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(second), chain.Digest);
    }

    [Fact]
    public void An_empty_log_has_the_link_of_32_zero_bytes() => Assert.Equal("sha256:" + new string('0', 64), new LogChain().Digest);

    [Fact]
    public void A_row_is_the_entry_and_its_link_and_is_checked_without_being_written_again()
    {
        var rows = Rows("{\"a\":1}", "{\"b\":2}");

        Assert.StartsWith("{\"entry\":{\"b\":2},\"link\":\"", rows[1].Text);
        Assert.True(Follow(rows));
    }

    [Fact]
    public void A_row_that_was_changed_left_out_or_moved_breaks_the_chain()
    {
        var rows = Rows("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
        var changed = new LogRow(rows[1].Manifest, Encoding.UTF8.GetBytes(rows[1].Text.Replace('2', '3')));

        Assert.False(Follow([rows[0], changed, rows[2]]));
        Assert.False(Follow([rows[0], rows[2]]));
        Assert.False(Follow([rows[1], rows[0], rows[2]]));
        Assert.False(Follow([new LogRow("t/1", "{}"u8.ToArray())]));
    }

    private static LogRow[] Rows(params string[] entries)
    {
        var chain = new LogChain();
        return [.. entries.Select(entry =>
        {
            var bytes = Encoding.UTF8.GetBytes(entry);
            chain.Add(bytes);
            return LogRow.Of("t/1", bytes, chain.Link);
        })];
    }

    private static bool Follow(IEnumerable<LogRow> rows)
    {
        var chain = new LogChain();
        return rows.All(chain.Follows);
    }
}
