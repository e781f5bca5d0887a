using System.Globalization;
using System.Text;

namespace TradingPlatform.Benchmarks;

/// <summary>A Designer file's model as EF Core's template writes it: thirty of the generated tables.</summary>
internal static class SyntheticModel
{
    private const int Tables = 30;

    /// <summary>The override of <c>BuildTargetModel</c>.</summary>
    public static string Code { get; } = Write();

    private static string Write()
    {
        var code = new StringBuilder("""
                protected override void BuildTargetModel(ModelBuilder modelBuilder)
                {
                    modelBuilder.HasAnnotation("ProductVersion", "10.0.0").HasAnnotation("Relational:MaxIdentifierLength", 63);

            """);
        for (var table = 1; table <= Tables; table++)
        {
            code.Append(CultureInfo.InvariantCulture, $$"""
                        modelBuilder.Entity("Synthetic.Table{{table}}", b =>
                            {
                                b.Property<Guid>("Id")
                                    .ValueGeneratedOnAdd()
                                    .HasColumnType("uuid")
                                    .HasColumnName("id");

                                b.Property<string>("Name")
                                    .IsRequired()
                                    .HasMaxLength(100)
                                    .HasColumnType("character varying(100)")
                                    .HasColumnName("name");

                                b.Property<string>("Note")
                                    .HasColumnType("text")
                                    .HasColumnName("note");

                                b.Property<int>("Quantity")
                                    .HasColumnType("integer")
                                    .HasColumnName("quantity");

                                b.Property<decimal>("Price")
                                    .HasPrecision(28, 10)
                                    .HasColumnType("numeric(28,10)")
                                    .HasColumnName("price");

                                b.Property<bool>("IsActive")
                                    .ValueGeneratedOnAdd()
                                    .HasColumnType("boolean")
                                    .HasDefaultValue(true)
                                    .HasColumnName("is_active");

                                b.Property<DateTimeOffset>("CreatedAt")
                                    .ValueGeneratedOnAdd()
                                    .HasColumnType("timestamp with time zone")
                                    .HasColumnName("created_at")
                                    .HasDefaultValueSql("now()");

                                b.Property<DateTimeOffset?>("UpdatedAt")
                                    .HasColumnType("timestamp with time zone")
                                    .HasColumnName("updated_at");

                                b.HasKey("Id")
                                    .HasName("pk_table_{{table}}");

                                b.HasIndex("Name")
                                    .HasDatabaseName("ix_table_{{table}}_name");

                                b.HasIndex("Quantity")
                                    .HasDatabaseName("ix_table_{{table}}_quantity");

                                b.HasIndex("Price")
                                    .HasDatabaseName("ix_table_{{table}}_price");

                                b.HasIndex("CreatedAt")
                                    .HasDatabaseName("ix_table_{{table}}_created_at");

                                b.ToTable("table_{{table}}", (string)null);
                            });

                """);
        }

        return code.Append("    }\n").ToString();
    }
}
