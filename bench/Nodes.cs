namespace Examlet.Bench;

/// <summary>Saves through one, two and three nodes on one PostgreSQL. On a machine with two cores the nodes share what
/// one had: the figure shows what they cost each other.</summary>
internal static class Nodes
{
    private const int Students = 64;

    public static async Task RunAsync(Func<Task<string>> postgreSql, int rounds, int seconds)
    {
        var figures = new Figures("nodes");
        var connection = await postgreSql();
        var nodes = new List<ExamletProcess>();
        try
        {
            for (var i = 0; i < 3; i++)
            {
                nodes.Add(await ExamletProcess.StartAsync(connection));
            }

            var students = await Classroom.SeatAsync(nodes[0], Students);
            // warms up
            await Load.SaveAsync([.. nodes.Select(node => node.Address)], students, TimeSpan.FromSeconds(3));
            for (var round = 1; round <= rounds; round++)
            {
                for (var count = 1; count <= nodes.Count; count++)
                {
                    figures.Add(
                        $"{count} of 3 nodes, {Students} students",
                        await Load.SaveAsync(
                            [.. nodes.Take(count).Select(node => node.Address)],
                            students,
                            TimeSpan.FromSeconds(seconds)
                        )
                    );
                }
            }
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }

        await figures.WriteAsync();
    }
}
