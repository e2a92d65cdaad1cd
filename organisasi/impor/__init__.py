"""Import of the organisation from Excel: the workbook as data, validation into a plan, writing of the plan."""
