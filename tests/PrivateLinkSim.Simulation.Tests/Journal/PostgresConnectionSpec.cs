namespace PrivateLinkSim.Simulation.Tests;

public sealed class PostgresConnectionSpec
{
    [Theory]
    [InlineData("postgres://ann:s3cret@db.example:5433/runs", "postgres://ann@db.example:5433/runs")]
    [InlineData("postgresql://ann:s%33cret@db.example/runs?sslmode=require", "postgres://ann@db.example:5432/runs")]
    [InlineData("postgres://db.example/runs?password=s3cret", "postgres://db.example:5432/runs")]
    [InlineData("Host=db.example;Username=ann;Password=s3cret;Database=runs", "postgres://ann@db.example:5432/runs")]
    [InlineData("server=db.example;user id=ann;pwd=s3cret;database=runs;port=1", "postgres://ann@db.example:1/runs")]
    [InlineData("postgres:///runs?host=/var/run/postgresql&password=s3cret", "postgres:///runs?host=/var/run/postgresql")]
    public void A_connection_is_shown_as_a_URL_that_names_it_again_without_its_password(string text, string shown)
    {
        var connection = PostgresConnection.Parse(text);

        Assert.Equal(shown, connection.ToString());
        Assert.Equal(shown, PostgresConnection.Parse(shown).ToString());
        Assert.Contains("s3cret", connection.For(_ => { }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql://ann:s3cret@db.example/runs", "begins with mysql://")]
    [InlineData("postgres://ann:s3cret@db.example:port/runs", "Invalid port")]
    [InlineData("postgres://ann:s3cret@db.example/runs?colour=blue", "colour")]
    [InlineData("Host=db.example;Password=s3cret;Colour=blue", "Colour")]
    [InlineData("Host=db.example;Port=many;Password=s3cret", "Port")]
    [InlineData("Database=runs;Password=s3cret", "names its server")]
    public void What_is_no_connection_is_refused_without_repeating_it(string text, string reason)
    {
        var mistake = Assert.Throws<FormatException>(() => PostgresConnection.Parse(text));

        Assert.Contains(reason, mistake.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://db.example/runs", true)]
    [InlineData("POSTGRESQL://db.example/runs#run-1", true)]
    [InlineData("Database=runs; host = db.example", true)]
    [InlineData("postgres:run-1", false)]
    [InlineData("runs/host.db", false)]
    [InlineData("runs/a=b.db#run-1", false)]
    public void A_connection_is_told_from_a_file(string text, bool isConnection) => Assert.Equal(isConnection, PostgresConnection.IsMeantBy(text));
}
