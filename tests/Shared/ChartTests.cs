using System.Globalization;
using System.Xml.Linq;

using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using Color = ScottPlot.Color;

namespace Examples.Tests.Shared;

/// <summary>Figures show what they were given, where it belongs.</summary>
public sealed class ChartTests : InFolder
{
    [FigureTheory]
    [InlineData(1, 900, 600)]
    [InlineData(2, 1280, 500)]
    [InlineData(3, 1500, 520)]
    [InlineData(4, 1280, 1000)]
    [InlineData(6, 1500, 960)]
    [InlineData(10, 1600, 1080)]
    public void Panels_stand_in_a_grid(int panels, int width, int height)
    {
        var picture = Draw([.. Enumerable.Range(0, panels).Select(_ => new Chart("title", "x", "y").Line([0, 1], [0, 1]))]);
        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [FigureFact]
    public void On_a_logarithmic_axis_decades_are_equally_far_apart_and_zeros_are_left_out()
    {
        var chart = new Chart("title", "x", "y") { LogY = true };
        var picture = Draw(chart.Points([0, 1, 2, 3], [0, 1, 10, 100], color: Palette.Blue, marker: Marker.Star));
        var columns = Clusters(picture.Find(Palette.Blue).Select(p => p.X));
        Assert.Equal(3, columns.Count);
        var rows = Clusters(picture.Find(Palette.Blue).Select(p => p.Y));

        // Two pixels for the rounding of each center.
        Assert.InRange(Math.Abs((rows[2] - rows[1]) - (rows[1] - rows[0])), 0, 2);
    }

    [Theory]
    [InlineData(0.03, 0.7, "0.05 0.1 0.2 0.5")]
    [InlineData(2.5, 60, "5 10 20 50")]
    [InlineData(0.15, 8, "0.2 0.5 1 2 5")]
    [InlineData(0.5, 1, "0.5 0.6 0.7 0.8 0.9 1")]
    [InlineData(0.161, 0.163, "0.161 0.1615 0.162 0.1625 0.163")]
    public void Of_two_decades_or_less_the_ticks_are_round(double lowest, double highest, string labels)
    {
        var plot = new Chart("title", "x", "y") { LogY = true }.Line([0, 1], [lowest, highest]).Styled(900, 600);
        plot.RenderInMemory(900, 600);
        var ticks = plot.Axes.Left.TickGenerator.Ticks;
        Assert.Equal(labels, string.Join(' ', ticks.Select(tick => tick.Label)));

        // What is plotted is log₁₀; a label has all its digits.
        Assert.All(ticks, tick => Assert.Equal(Math.Log10(double.Parse(tick.Label, CultureInfo.InvariantCulture)), tick.Position, 1e-12));
    }

    [Fact]
    public void Where_the_y_axis_has_no_label_there_is_none()
    {
        Assert.True(new Chart("title", "x", "y").Line([0, 1], [0, 1]).Styled(900, 600).Axes.Left.IsVisible);
        Assert.False(new Chart("title", "x", "").Line([0, 1], [0, 1]).Styled(900, 600).Axes.Left.IsVisible);
    }

    [Theory]
    [InlineData(1_000_000, 1_000_003)]
    [InlineData(0.1617230, 0.1617235)]
    [InlineData(-2e-9, -1.9999e-9)]
    public void In_a_narrow_range_no_two_ticks_are_labelled_alike(double lowest, double highest)
    {
        var plot = new Chart("title", "x", "y").Line([0, 1], [lowest, highest]).Styled(900, 600);
        plot.RenderInMemory(900, 600);
        string[] labels = [.. plot.Axes.Left.TickGenerator.Ticks.Where(tick => tick.IsMajor).Select(tick => tick.Label)];
        Assert.True(labels.Length >= 3, string.Join(' ', labels));
        Assert.Equal(labels.Distinct(), labels);
    }

    [FigureFact]
    public void Drawn_again_in_another_format_a_figure_is_the_same()
    {
        // Its legend stands below the plot.
        double[] x = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
        var figure = new Figure(Waves(x));
        figure.Save(_folder["first.png"]);
        figure.Svg();
        figure.Save(_folder["again.png"]);
        Assert.Equal(File.ReadAllBytes(_folder["first.png"]), File.ReadAllBytes(_folder["again.png"]));
    }

    [FigureFact]
    public void Where_curves_lie_on_each_other_all_of_them_are_seen()
    {
        Curve[] curves = [.. Enumerable.Range(0, 3).Select(i => new Curve($"training {i}", [1, 1, 1, 1, 1, 2]))];
        var picture = Draw(LossChart.Of(Example.Catalog.Find("linear").Info, curves));

        // The legend has a hundred pixels of each.
        Assert.All(Palette.Colors.Take(3), color => Assert.True(picture.Find(color).Count > 300, $"{color}"));
    }

    [Theory]
    [InlineData("x", "y", "title. y against x.")]
    [InlineData("x", "", "title. Against x.")]
    [InlineData("", "", "title.")]
    public void A_description_has_what_the_axes_show(string x, string y, string description) =>
        Assert.Equal(description, new Chart("title", x, y).Description);

    [FigureFact]
    public void Pixels_of_a_picture_are_sharp_in_an_SVG()
    {
        var drawn = Svg(new Chart("title", "", "").Pictures(rand(1, 2, 8, 8)));
        var images = drawn.Descendants().Where(element => element.Name.LocalName == "image");
        Assert.Equal(["pixelated", "pixelated"], images.Select(image => (string?)image.Attribute("image-rendering")));
    }

    [FigureTheory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_leaves_a_gap(double value)
    {
        var whole = Draw(new Chart("title", "x", "y").Line([0, 1, 2, 3, 4], [0, 1, 2, 3, 4]));
        var broken = Draw(new Chart("title", "x", "y").Line([0, 1, 2, 3, 4], [0, 1, value, 3, 4]));
        Assert.InRange(broken.Find(Palette.Blue).Count / (double)whole.Find(Palette.Blue).Count, 0.4, 0.6);
    }

    [FigureFact]
    public void Any_numbers_can_be_drawn() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(
            Arb.From(ArbMap.Default.GeneratorFor<double>().ArrayOf().Where(values => values.Length < 50)),
            Arb.From(ArbMap.Default.GeneratorFor<bool>()),
            (values, log) =>
            {
                double[] x = [.. values.Select((_, i) => (double)i)];
                var picture = Draw(new Chart("title", "x", "y") { LogY = log }.Line(x, values, "line").Points(x, values, "points"));
                Assert.Equal((900, 600), (picture.Width, picture.Height));
            }));

    [FigureFact]
    public void A_hundred_thousand_epochs_keep_their_spike()
    {
        double[] losses = [.. Enumerable.Range(0, 100_000).Select(i => i == 70_000 ? 5.0 : 1.0)];
        var picture = Draw(new Chart("title", "epoch", "loss").Line([.. losses.Select((_, i) => (double)i)], losses));
        var line = picture.Find(Palette.Blue);
        Assert.True(line.Max(p => p.Y) - line.Min(p => p.Y) > 400);
    }

    [FigureFact]
    public void Regions_have_the_lightened_colors_of_their_classes_with_row_0_below()
    {
        var halves = Grid.Of((-1, 1), (-1, 1), x => (x[.., 1] > 0).to(int64), CPU);
        var picture = Draw(new Chart("title", "x", "y") { EqualAxes = true }.Regions(halves));
        var (blue, orange) = (Palette.Blue.MixedWith(ScottPlot.Colors.White, 0.75), Palette.Orange.MixedWith(ScottPlot.Colors.White, 0.75));
        Assert.True(picture.Find(blue, 10).Min(p => p.Y) >= picture.Find(orange, 10).Max(p => p.Y) - 2);
        Assert.InRange(picture.Find(blue, 10).Count / (double)picture.Find(orange, 10).Count, 0.95, 1.05);
    }

    [FigureFact]
    public void There_may_be_more_classes_than_colors_which_then_come_again()
    {
        var x = tensor(new float[,] { { 0, 0 }, { 1, 1 } });
        string[] names = [.. Enumerable.Range(0, 12).Select(k => $"class {k}")];
        var picture = Draw(new Chart("title", "x", "y") { EqualAxes = true }
            .Regions(Grid.Of((-1, 1), (-1, 1), points => 11 * (points[.., 1] > 0).to(int64), CPU))
            .Classes(x, tensor(new long[] { 0, 11 }), names));
        Assert.NotEmpty(picture.Find(Palette.Orange.MixedWith(ScottPlot.Colors.White, 0.75), 10));
        Assert.NotEmpty(picture.Find(Palette.Orange));
    }

    [FigureFact]
    public void Contours_of_a_bowl_are_as_high_as_wide()
    {
        var picture = Draw(new Chart("title", "x", "y") { EqualAxes = true, XRange = (-2, 2), YRange = (-2, 2) }
            .Contours(Grid.Of((-2, 2), (-2, 2), x => x.square().sum(dim: 1), CPU), [1]));
        var line = picture.Find(Color.FromHex("#4a6280"), 20);

        // A circle; three pixels for the width of its line.
        Assert.InRange(line.Max(p => p.X) - line.Min(p => p.X) - (line.Max(p => p.Y) - line.Min(p => p.Y)), -3, 3);
    }

    [FigureFact]
    public void Classes_have_their_colors_and_a_legend()
    {
        var x = tensor(new float[,] { { 0, 0 }, { 1, 1 }, { 0, 1 } });
        var picture = Draw(new Chart("title", "x", "y").Classes(x, tensor(new long[] { 0, 1, 0 }), "class 0", "class 1"));

        // Two dots of the one, a triangle of the other, about half as large, and one of each in the legend.
        Assert.InRange(picture.Find(Palette.Blue).Count / (double)picture.Find(Palette.Orange).Count, 2.2, 3.2);
    }

    [FigureFact]
    public void A_legend_leaves_lines_free()
    {
        // Both upper corners are taken, and a label is as wide as half the chart.
        double[] x = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
        var free = Draw(new Chart("title", "x", "y").Line(x, [.. x.Select(x => 4 * (x - 0.5) * (x - 0.5))], "a line"));
        var taken = Draw(Waves(x));
        Assert.True(Axis(taken) < Axis(free), "The legend stands below the plot.");

        // The x axis is the lowest long gray row.
        static int Axis(Pixels picture) => picture.Find(Palette.Gray).GroupBy(p => p.Y).Where(row => row.Count() > 600).Max(row => row.Key);
    }

    [FigureFact]
    public void Panels_beside_each_other_end_at_one_height_also_where_one_has_a_legend_below()
    {
        double[] x = [.. Enumerable.Range(0, 101).Select(i => i / 100.0)];
        var picture = Draw(Waves(x), new Chart("title", "x", "y").Line(x, x));
        var axes = picture.Find(Palette.Gray).GroupBy(p => (p.Y, IsLeft: p.X < 640)).Where(row => row.Count() > 400).Select(row => row.Key);
        var (left, right) = (axes.Where(axis => axis.IsLeft).Max(axis => axis.Y), axes.Where(axis => !axis.IsLeft).Max(axis => axis.Y));
        Assert.Equal(left, right);
        Assert.True(left < 440, "There is room for the legend.");
    }

    [FigureFact]
    public void Tensors_and_arrays_draw_the_same()
    {
        var one = Draw(new Chart("title", "x", "y").Line(tensor(new float[] { 0, 1 }), tensor(new float[] { 2, 3 })));
        var other = Draw(new Chart("title", "x", "y").Line([0, 1], [2, 3]));
        Assert.Equal(one.Find(Palette.Blue), other.Find(Palette.Blue));
    }

    [FigureTheory]
    [InlineData("linear", "epoch")]
    [InlineData("bowl", "step")]
    public void A_loss_is_of_an_epoch_or_where_none_are_counted_of_a_step(string name, string axis) =>
        Assert.Contains(axis, TextOf(LossChart.Of(Example.Catalog.Find(name).Info, [new Curve("loss", [2, 1])])));

    [FigureTheory]
    [InlineData(1e-1, 1e3, "0.1", "1000")]
    [InlineData(1e-5, 1e1, "10⁻⁵", "10⁰")]
    [InlineData(1e3, 1e7, "10³", "10⁷")]
    public void Decades_are_plain_numbers_or_all_of_them_powers_of_ten(double lowest, double highest, params string[] ticks)
    {
        var text = TextOf(new Chart("title", "x", "y") { LogY = true }.Line([0, 1], [lowest, highest]));
        Assert.All(ticks, tick => Assert.Contains(tick, text));
    }

    [FigureTheory]
    [InlineData("loss (0 from epoch 2 on)", 100.0, 1.0, 0.0, 0.0)]
    [InlineData("loss (0 in the gaps)", 100.0, 0.0, 1.0, 0.0)]
    public void Losses_of_0_are_said_where_a_logarithmic_axis_cannot_show_them(string legend, params double[] losses) =>
        Assert.Contains(legend, TextOf(LossChart.Of(Example.Catalog.Find("linear").Info, [new Curve("loss", losses)])));

    /// <summary>Such as a −log density.</summary>
    [FigureFact]
    public void Losses_below_0_are_on_a_linear_axis_and_said_where_another_was_asked_for()
    {
        var (linear, curve) = (Example.Catalog.Find("linear").Info, new Curve("loss", [100, 0.1, -2]));
        Assert.False(LossChart.Of(linear, [curve]).LogY);
        Assert.Contains("loss (≤ 0 from epoch 2 on)", TextOf(LossChart.Of(linear, [curve], log: true)));
    }

    [FigureFact]
    public void The_minus_of_a_number_is_a_minus_and_a_hyphen_stays_one()
    {
        var chart = new Chart("From -5 to 1e-6", "4-2 or (-2)", "log-loss").Line([0, 1], [0, 1], "SGD from -1").Text(0.5, 0.5, "w = -0.54");
        var text = TextOf(chart);
        string[] expected = ["From −5 to 1e−6", "4-2 or (−2)", "log-loss", "SGD from −1", "w = −0.54"];
        Assert.All(expected, words => Assert.Contains(words, text));
    }

    [FigureFact]
    public void A_single_loss_is_a_point()
    {
        var picture = Draw(new Chart("title", "epoch", "loss").Line([0], [1]));
        Assert.NotEmpty(picture.Find(Palette.Blue));
    }

    [Fact]
    public void An_axis_has_the_range_it_is_given()
    {
        var chart = new Chart("title", "x", "y") { XRange = (-1, 3), YRange = (1, 100), LogY = true }.Line([0, 1], [2, 3]);
        var limits = chart.Styled(900, 600).Axes.GetLimits();
        Assert.Equal((-1, 3, 0, 2), (limits.Left, limits.Right, limits.Bottom, limits.Top));
    }

    [Fact]
    public void What_changes_now_and_then_is_drawn_by_steps()
    {
        var line = Lines(new Chart("title", "x", "y").Line([0, 1], [0, 1], steps: true)).Single();
        Assert.Equal(ScottPlot.ConnectStyle.StepHorizontal, line.ConnectStyle);
    }

    [FigureFact]
    public void The_minus_of_a_tick_is_a_minus_too()
    {
        var text = TextOf(new Chart("title", "x", "y").Line([0, 1], [-3, -1]));
        Assert.Contains("−2", text);
        Assert.DoesNotContain("-", text);
    }

    [FigureFact]
    public void Where_the_last_row_has_no_panel_the_figure_is_white()
    {
        var picture = Draw([.. Enumerable.Range(0, 5).Select(_ => new Chart("title", "x", "y").Line([0, 1], [0, 1]))]);
        Assert.Contains((picture.Width - 1, picture.Height - 1), picture.Find(ScottPlot.Colors.White, 1));
    }

    [Fact]
    public void Epochs_have_ticks_at_whole_numbers_only()
    {
        var plot = new Chart("title", "epoch", "loss").Line([0, 1, 2, 3], [0.1, 0.2, 0.3, 0.4]).Styled(900, 600);
        plot.RenderInMemory(900, 600);
        var ticks = plot.Axes.Bottom.TickGenerator.Ticks.Where(tick => tick.IsMajor);
        Assert.Equal("0 1 2 3", string.Join(' ', ticks.Select(tick => tick.Label)));
    }

    /// <summary>As compare draws them: of each training the one program's, and the other's with dashes.</summary>
    [Fact]
    public void Curves_that_come_in_pairs_are_solid_and_dashed()
    {
        var curves = Enumerable.Range(0, 4).Select(i => new Curve($"curve {i}", [2, 1]));
        var chart = LossChart.Of(Example.Catalog.Find("linear").Info, [.. curves]);
        Assert.Equal(["Solid", "Dashed", "Solid", "Dashed"], Lines(chart).Select(line => line.LinePattern.Name));
    }

    [Fact]
    public void Dashes_tell_methods_apart_and_colors_tasks_or_the_other_way_round_where_there_are_no_more_tasks()
    {
        var recurrent = LinesOf("RNN at 10", "LSTM at 10", "RNN at 20", "LSTM at 20", "RNN at 40", "LSTM at 40");
        var starts = LinesOf("SGD from 1", "Adam from 1", "SGD from 2", "Adam from 2");
        Assert.Equal(["Solid", "Dashed", "Solid", "Dashed", "Solid", "Dashed"], recurrent.Select(line => line.LinePattern.Name));
        Assert.Equal([0, 0, 1, 1, 2, 2], ColorsOf(recurrent));
        Assert.Equal(["Solid", "Solid", "Dashed", "Dashed"], starts.Select(line => line.LinePattern.Name));
        Assert.Equal([0, 1, 0, 1], ColorsOf(starts));

        static ScottPlot.Plottables.Scatter[] LinesOf(params string[] names) =>
            [.. Lines(LossChart.Of(Example.Catalog.Find("linear").Info, [.. names.Select(name => new Curve(name, [2, 1]))]))];

        static IEnumerable<int> ColorsOf(ScottPlot.Plottables.Scatter[] lines) => lines.Select(line => Palette.Colors.ToList().IndexOf(line.Color));
    }

    /// <summary>As the losses of hinge are, which is 0 between.</summary>
    [FigureFact]
    public void A_point_between_two_gaps_is_seen()
    {
        var picture = Draw(new Chart("title", "x", "y").Line([0, 1, 2, 3, 4, 5], [1, 2, double.NaN, 1.5, double.NaN, 1]));
        Assert.Contains(picture.Find(Palette.Blue), p => p.X is > 500 and < 620);
    }

    [Fact]
    public void A_contour_is_labelled_from_a_level_on_and_left_out_where_it_only_cuts_off_a_corner()
    {
        var slope = Grid.Of((0, 1), (0, 1), x => x.sum(dim: 1), CPU);
        var chart = new Chart("title", "x", "y").Contours(slope, [0.02, 0.5, 1], labelledFrom: 1);
        var contours = chart.Styled(900, 600).GetPlottables().OfType<LabelledContours>();
        Assert.Equal([(0, false), (1, false), (1, true)], contours.Select(contour => (contour.Lines.Count, contour.HasLabels)));
    }

    [Fact]
    public void Lengths_that_differ_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chart("title", "x", "y").Line([0, 1], [0]));

    /// <summary>A line that comes near all corners, with a label as wide as half the chart.</summary>
    private static Chart Waves(double[] x)
    {
        const string Label = "a line whose label is as long as half of the chart is wide";
        return new Chart("title", "x", "y").Line(x, [.. x.Select(x => Math.Sin(40 * x))], Label);
    }

    private static IEnumerable<ScottPlot.Plottables.Scatter> Lines(Chart chart) =>
        chart.Styled(900, 600).GetPlottables().OfType<ScottPlot.Plottables.Scatter>();

    private static string TextOf(Chart chart) => Svg(chart).Value;

    private static XElement Svg(Chart chart) => XDocument.Load(new MemoryStream(new Figure(chart).Svg())).Root!;

    private Pixels Draw(params Chart[] panels)
    {
        new Figure(panels).Save(_folder["figure.png"]);
        return new Pixels(_folder["figure.png"]);
    }

    /// <summary>The centers of groups of neighbors.</summary>
    private static List<double> Clusters(IEnumerable<int> positions)
    {
        var clusters = new List<List<int>>();
        foreach (var position in positions.Distinct().Order())
        {
            if (clusters.Count == 0 || position > clusters[^1][^1] + 3)
            {
                clusters.Add([]);
            }

            clusters[^1].Add(position);
        }

        return [.. clusters.Select(cluster => cluster.Average())];
    }
}
